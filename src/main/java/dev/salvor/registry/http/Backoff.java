// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;

/**
 * How patient to be with a registry that fails for a moment.
 *
 * @param tries in all
 * @param first pause; each further one is twice as long, with jitter
 * @param longest pause that is made unasked
 * @param longestAsked pause that is made because the registry asks for it
 * @param collecting pause while the registry's garbage collection holds what was asked for
 * @param outage how long nothing at all may be answered, over all requests, until none is sent again
 */
public record Backoff(
        int tries, Duration first, Duration longest, Duration longestAsked, Duration collecting, Duration outage) {

    /** Outlives the restart of a pod: 31 s of pauses with six tries; garbage collection is waited for three minutes. */
    public static Backoff of(int tries) {
        return new Backoff(
                tries,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                RetryAfter.PATIENCE,
                Duration.ofSeconds(15),
                Duration.ofSeconds(40));
    }

    /** Makes no longer pause because it is asked to. */
    public Backoff(int tries, Duration first, Duration longest, Duration collecting, Duration outage) {
        this(tries, first, longest, longest, collecting, outage);
    }
}
