// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tells of pauses that somebody asks for (RFC 9110, "Retry-After"). Many requests meet the same one: it is told of once. */
public final class PauseNotices {
    private final String who;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final AtomicReference<Instant> toldUntil = new AtomicReference<>(Instant.MIN);

    /** @param who asks, in words */
    public PauseNotices(String who, InstantSource clock, Consumer<String> notices) {
        this.who = who;
        this.clock = clock;
        this.notices = notices;
    }

    /** @param status of the answer that asks for the pause */
    public void tell(Duration pause, int status) {
        Instant now = clock.instant();
        Instant until = toldUntil.get();
        if (!now.isBefore(until) && toldUntil.compareAndSet(until, now.plus(pause))) {
            notices.accept(who + " asks to wait " + pause.toSeconds() + " s (" + status + ")");
        }
    }
}
