// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The pauses that a registry asks for. Many requests meet the same one: it is told of once, as a run that stands still must say why. */
final class AskedPauses {
    /** What is shorter needs no words. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Duration longest;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final AtomicReference<Instant> toldUntil = new AtomicReference<>(Instant.MIN);

    /** @param longest of all pauses that are made */
    AskedPauses(Duration longest, InstantSource clock, Consumer<String> notices) {
        this.longest = longest;
        this.clock = clock;
        this.notices = notices;
    }

    /** The pause that the answer asks for, capped; empty if it asks for none. Null is no answer. */
    Optional<Duration> of(Answer answer) {
        return answer == null
                ? Optional.empty()
                : RetryAfter.asked(answer, clock).map(asked -> asked.compareTo(longest) > 0 ? longest : asked);
    }

    /** Whether the answer asks for a pause that is longer than it is worth. Null is no answer. */
    boolean isLonger(Answer answer, Duration worth) {
        return answer != null
                && RetryAfter.asked(answer, clock)
                        .filter(pause -> pause.compareTo(worth) > 0)
                        .isPresent();
    }

    /** To be called before the pause is made. Null is no answer. */
    void tell(Answer answer) {
        if (answer != null) {
            RetryAfter.asked(answer, clock)
                    .filter(asked -> asked.compareTo(MOMENT) >= 0)
                    .filter(this::isNew)
                    .ifPresent(asked -> notices.accept(
                            "the registry asks to wait " + asked.toSeconds() + " s (" + answer.status() + ")"));
        }
    }

    private boolean isNew(Duration asked) {
        Instant now = clock.instant();
        Instant until = toldUntil.get();
        return !now.isBefore(until) && toldUntil.compareAndSet(until, now.plus(asked));
    }
}
