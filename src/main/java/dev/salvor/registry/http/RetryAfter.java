// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Reads Retry-After: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private final Duration longest;
    private final InstantSource clock;

    RetryAfter(Duration longest, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** The pause that the answer asks for, capped; negative if it asks for none, which is Failsafe's word for "your own". */
    Duration delay(Answer answer) {
        Duration asked = answer == null
                ? Duration.ofNanos(-1)
                : answer.header("retry-after").map(this::read).orElse(Duration.ofNanos(-1));
        return asked.compareTo(longest) > 0 ? longest : asked;
    }

    private Duration read(String value) {
        try {
            return value.strip().chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : until(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (NumberFormatException | DateTimeParseException e) {
            return Duration.ofNanos(-1);
        }
    }

    private Duration until(Instant date) {
        return Duration.between(clock.instant(), date);
    }
}
