// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0,                   0 B",
        "1023,                1023 B",
        "1024,                1.0 KiB",
        "1536,                1.5 KiB",
        "10240,               10 KiB",
        "1048576,             1.0 MiB",
        "5368709120,          5.0 GiB",
        "3298534883328,       3.0 TiB",
        "9223372036854775807, 8192 PiB",
    })
    void bytesAreShownInBinaryUnits(long bytes, String shown) {
        assertThat(Units.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, '0'", "999, '999'", "1204, '1,204'", "1234567, '1,234,567'"})
    void countsHaveThousandsSeparators(long number, String shown) {
        assertThat(Units.count(number)).isEqualTo(shown);
    }

    @Test
    void aCountedThingIsInTheRightNumber() {
        assertThat(Units.count(0, "image")).isEqualTo("0 images");
        assertThat(Units.count(1, "image")).isEqualTo("1 image");
        assertThat(Units.count(3000, "repository")).isEqualTo("3,000 repositories");
        assertThat(Units.count(1, "repository")).isEqualTo("1 repository");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.049S,  0.0 s",
        "PT0.4S,    0.4 s",
        "PT9.94S,   9.9 s",
        "PT10S,     10 s",
        "PT59.9S,   59 s",
        "PT65S,     1 m 5 s",
        "PT59M59S,  59 m 59 s",
        "PT3H2M1S,  3 h 2 m",
        "PT49H,     49 h 0 m",
    })
    void durationsHaveTwoUnitsAtMost(Duration duration, String shown) {
        assertThat(Units.duration(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"PT9S, 9 s", "PT12M30S, 12 m", "PT5H59M, 5 h", "PT23H, 23 h", "P3DT5H, 3 d", "P400D, 400 d"})
    void agesHaveTheLargestUnitOnly(Duration age, String shown) {
        assertThat(Units.age(age)).isEqualTo(shown);
    }

    @Test
    void whatIsFromTheFutureIsNew() {
        assertThat(Units.age(Duration.ofHours(-5))).isEqualTo("0 s");
    }
}
