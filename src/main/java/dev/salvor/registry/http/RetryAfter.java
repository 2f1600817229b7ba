// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads Retry-After: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    /** The longest pause that a run makes because it is asked to. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int FORBIDDEN = 403;

    private RetryAfter() {}

    /**
     * The pause that an answer asks for. Only of what passes: GitHub's second limit is a 403 (GitHub, "Rate limits for the REST API"), and
     * without the header that is a no like any other.
     *
     * @return empty if it asks for none, or in a way that nobody understands
     */
    public static Optional<Duration> asked(Answer answer, InstantSource clock) {
        boolean passes = TemporaryStatus.is(answer.status()) || answer.status() == FORBIDDEN;
        return passes
                ? answer.header("retry-after")
                        .flatMap(value -> read(value.strip(), clock))
                        .filter(pause -> !pause.isNegative())
                : Optional.empty();
    }

    /** Whether nothing is to be expected of the registry as long as a run has patience. */
    public static boolean isTooLong(Answer answer, InstantSource clock) {
        return asked(answer, clock)
                .filter(pause -> pause.compareTo(PATIENCE) > 0)
                .isPresent();
    }

    private static Optional<Duration> read(String value, InstantSource clock) {
        try {
            return Optional.of(
                    !value.isEmpty() && value.chars().allMatch(Character::isDigit)
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : until(value, clock.instant()));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration until(String date, Instant now) {
        return Duration.between(
                now,
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }
}
