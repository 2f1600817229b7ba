// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** When a tag was pushed, as PostgreSQL and ISO 8601 write it. Harbor keeps times in UTC, without a zone. */
final class PushTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private PushTime() {}

    static Optional<Instant> tryParse(String text) {
        try {
            TemporalAccessor parsed = FORM.parse(text);
            ZoneOffset zone = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
            Instant time = LocalDateTime.from(parsed).toInstant(zone);
            // as it will be kept
            return Optional.of(Instant.EPOCH.plus(micros(time), ChronoUnit.MICROS));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** @throws ArithmeticException if it is hundreds of thousands of years from now */
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
