// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class JobsOptionTest {

    @Command
    static final class Sample {
        @Mixin
        private JobsOption jobs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j 24", "-j24", "-j=24", "--jobs 24", "--jobs=24", "-j 3 -j 24", "--jobs 24 --dry-run"})
    void peekReadsWhatPicocliWillRead(String options) {
        assertThat(peek("sync /storage host " + options, Map.of("SALVOR_JOBS", "5")))
                .isEqualTo(24);
        String last = options.replace("-j 3 ", "").replace(" --dry-run", "");
        assertThat(parse(last.split(" ")).jobs.count()).isEqualTo(24);
    }

    @Test
    void peekTakesTheTwinAndThenTheDefault() {
        assertThat(peek("sync /storage host", Map.of("SALVOR_JOBS", "5"))).isEqualTo(5);
        assertThat(peek("sync /storage host", Map.of())).isEqualTo(32);
        assertThat(parse().jobs.count()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j", "--jobs", "-j many", "--jobs=99999", "--jobsx 4", "--include j4"})
    void whatIsMalformedIsLeftToPicocli(String options) {
        assertThat(peek("sync /storage host " + options, Map.of())).isEqualTo(32);
        assertThat(peek("sync /storage host", Map.of("SALVOR_JOBS", "many"))).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void aNumberThatMakesNoSenseIsSaidToBeWrong(String number) {
        JobsOption jobs = parse("--jobs=" + number).jobs;
        assertThatThrownBy(jobs::count).isInstanceOf(Usage.class).hasMessageContaining(number);
    }

    private static int peek(String line, Map<String, String> environment) {
        return JobsOption.peek(line.split(" "), environment);
    }

    private static Sample parse(String... args) {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs(args);
        return sample;
    }
}
