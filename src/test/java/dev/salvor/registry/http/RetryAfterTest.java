// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private final RetryAfter retryAfter = new RetryAfter(Duration.ofSeconds(60), new ManualClock());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                                | 7
                    ' 7 '                            | 7
                    0                                | 0
                    3600                             | 60
                    9000000000                       | 60
                    Tue, 24 Nov 2026 12:00:30 GMT    | 30
                    Tue, 24 Nov 2026 13:00:00 GMT    | 60
                    """)
    void isAPauseOfAtMostTheLongest(String header, long seconds) {
        assertThat(retryAfter.delay(Answers.with(429, "retry-after", header))).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tue, 24 Nov 2026 11:59:59 GMT",
                "-5",
                "soon",
                "1.5",
                "",
                "99999999999999999999",
                "Tuesday, 24-Nov-26 12:00:30 GMT"
            })
    void leavesThePauseToTheRulesIfItSaysNothingUseful(String header) {
        assertThat(retryAfter.delay(Answers.with(429, "retry-after", header))).isNegative();
    }

    @Test
    void leavesThePauseToTheRulesIfThereIsNone() {
        assertThat(retryAfter.delay(Answers.of(429))).isNegative();
        assertThat(retryAfter.delay(null)).isNegative();
    }
}
