// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pauses that a registry asks for. They are told of, as a run that stands still must say why. Short
 * ones that go on and on count together as long as nothing succeeds in between.
 */
final class AskedPauses {
    /** What is shorter needs no words. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Duration longest;
    private final InstantSource clock;
    private final PauseNotices notices;

    /** Until when somebody waits. */
    private Instant pausedUntil = Instant.MIN;
    /** Since the last success, whoever waited. */
    private Duration waited = Duration.ZERO;

    /** @param longest of all pauses that are made */
    AskedPauses(Duration longest, InstantSource clock, Consumer<String> notices) {
        this.longest = longest;
        this.clock = clock;
        this.notices = new PauseNotices("the registry", clock, notices);
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

    /** Whether the pause that the answer asks for, with those before it, is longer than a run has patience. Null is no answer. */
    synchronized boolean isTooLong(Answer answer) {
        return answer != null
                && RetryAfter.asked(answer, clock)
                        .filter(pause -> waited.plus(added(pause)).compareTo(RetryAfter.PATIENCE) > 0)
                        .isPresent();
    }

    /** What a pause from now on adds to those that others make. */
    private Duration added(Duration pause) {
        Instant now = clock.instant();
        Duration left = now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO;
        return pause.compareTo(left) > 0 ? pause.minus(left) : Duration.ZERO;
    }

    /** The registry did what it was asked for. */
    synchronized void end() {
        waited = Duration.ZERO;
    }

    /** To be called before the pause is made. Null is no answer. */
    void begin(Answer answer) {
        if (answer != null) {
            RetryAfter.asked(answer, clock).ifPresent(this::add);
            RetryAfter.asked(answer, clock)
                    .filter(asked -> asked.compareTo(MOMENT) >= 0)
                    .ifPresent(asked -> notices.tell(asked, answer.status()));
        }
    }

    private synchronized void add(Duration pause) {
        Duration more = added(pause);
        if (more.isPositive()) {
            waited = waited.plus(more);
            pausedUntil = clock.instant().plus(pause);
        }
    }
}
