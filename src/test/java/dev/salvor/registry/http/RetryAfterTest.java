// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private final ManualClock clock = new ManualClock();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                                | 7
                    ' 7 '                            | 7
                    0                                | 0
                    3600                             | 3600
                    9000000000                       | 9000000000
                    Tue, 24 Nov 2026 12:00:30 GMT    | 30
                    Tue, 24 Nov 2026 13:00:00 GMT    | 3600
                    """)
    void isAPauseInSecondsOrUntilADate(String header, long seconds) {
        assertThat(RetryAfter.asked(Answers.with(429, "retry-after", header), clock))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"429,300,false", "429,301,true", "503,3600,true", "524,3600,true", "403,3600,true", "404,3600,false"})
    void isTooLongBeyondFiveMinutesWhereTheRefusalPasses(int status, String header, boolean tooLong) {
        assertThat(RetryAfter.isTooLong(Answers.with(status, "retry-after", header), clock))
                .isEqualTo(tooLong);
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
    void asksForNothingIfItSaysNothingUseful(String header) {
        assertThat(RetryAfter.asked(Answers.with(429, "retry-after", header), clock))
                .isEmpty();
    }

    @Test
    void asksForNothingIfThereIsNone() {
        assertThat(RetryAfter.asked(Answers.of(429), clock)).isEmpty();
    }

    @Test
    void aPauseThatManyRequestsMeetIsToldOnce() {
        List<String> told = new ArrayList<>();
        AskedPauses pauses = new AskedPauses(RetryAfter.PATIENCE, clock, told::add);
        Answer answer = Answers.with(429, "retry-after", "40");
        pauses.begin(answer);
        pauses.begin(answer);
        assertThat(told).containsExactly("the registry asks to wait 40 s (429)");
        clock.pass(Duration.ofSeconds(41));
        pauses.begin(answer);
        assertThat(told).hasSize(2);
    }

    @Test
    void aMomentIsNotTold() {
        List<String> told = new ArrayList<>();
        new AskedPauses(RetryAfter.PATIENCE, clock, told::add).begin(Answers.with(429, "retry-after", "1"));
        assertThat(told).isEmpty();
    }
}
