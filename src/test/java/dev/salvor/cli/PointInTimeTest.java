// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @Test
    void aDateIsItsMidnightInTheLocalTimeZone() {
        assertThat(PointInTime.parse("2026-01-31", NOW))
                .isEqualTo(LocalDate.of(2026, 1, 31)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T03:00:00Z,      2026-01-31T03:00:00Z",
        "2026-01-31T03:00:00+02:00, 2026-01-31T01:00:00Z",
        "2026-01-31T03:00:00.5Z,    2026-01-31T03:00:00.5Z",
    })
    void aMomentHasItsOffset(String text, Instant expected) {
        assertThat(PointInTime.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"36h, PT36H", "30d, P30D", "90m, PT90M", "45s, PT45S", "PT2H, PT2H"})
    void aDurationIsBeforeNow(String text, Duration before) {
        assertThat(PointInTime.parse(text, NOW)).isEqualTo(NOW.minus(before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "",
                "2026-02-30",
                "2026-01-31T03:00:00",
                "31.01.2026",
                "30 fortnights",
                "999999999999d"
            })
    void anythingElseIsAWrongUsageThatQuotesIt(String text) {
        assertThatThrownBy(() -> PointInTime.parse(text, NOW))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("'" + text + "'");
    }
}
