// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads what {@code --since} takes: a date in the local time zone, a moment, or a duration before now. */
final class PointInTime {
    private PointInTime() {}

    static Instant parse(String text, Instant now) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (text.isBlank()) {
                // what the converter takes for no duration at all
                throw new IllegalArgumentException("blank");
            }
            return now.minus(DurationConverter.parseDuration(text));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Usage(
                    "--since '" + text + "' is neither a date nor a duration",
                    "Give 2026-01-31, 2026-01-31T03:00:00Z, 36h or 30d.");
        }
    }
}
