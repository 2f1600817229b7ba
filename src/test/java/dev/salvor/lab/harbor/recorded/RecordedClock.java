// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Stands still, at a full second as tokens count them, so that a token's age is exact. */
final class RecordedClock implements InstantSource {
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private volatile Instant now = start;

    @Override
    public Instant instant() {
        return now;
    }

    /** Does something as if it were so long ago. */
    <T> T ago(Duration age, Supplier<T> work) {
        now = start.minus(age);
        T result = work.get();
        now = start;
        return result;
    }
}
