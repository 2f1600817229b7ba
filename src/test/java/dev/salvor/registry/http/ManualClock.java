// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told. */
final class ManualClock implements InstantSource {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
