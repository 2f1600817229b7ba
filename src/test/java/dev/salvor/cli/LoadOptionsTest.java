// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.registry.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LoadOptionsTest {

    @Command
    static final class Sample {
        @Mixin
        private LoadOptions load;
    }

    @Test
    void withoutOptionsOnlyTheRequestsInFlightAreBounded() {
        assertThat(load()).isEqualTo(Load.of(32));
    }

    @ParameterizedTest
    @CsvSource({
        "64K, 65536",
        "65536, 65536",
        "50M, 52428800",
        "50m, 52428800",
        "50MB, 52428800",
        "50MiB, 52428800",
        "' 50M ', 52428800",
        "1G, 1073741824",
        "1GiB, 1073741824"
    })
    void readsSizesAsPeopleTypeThem(String typed, long bytes) {
        assertThat(load("--chunk-size", typed).chunkBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "fifty", "50X", "-50M", "0", "63K", "1.5M", "50 Megs", "99999999999999999999"})
    void aSizeThatMakesNoSenseIsSaidToBeWrong(String typed) {
        assertThatThrownBy(() -> load("--chunk-size=" + typed))
                .isInstanceOf(Usage.class)
                .hasMessage("--chunk-size is '" + typed + "'");
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "0.5, 0.5", "0, 0"})
    void readsRates(String typed, double rate) {
        assertThat(load("--req-per-sec", typed).requestsPerSecond()).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "Infinity", "1e9"})
    void aRateThatMakesNoSenseIsSaidToBeWrong(String typed) {
        assertThatThrownBy(() -> load("--req-per-sec=" + typed))
                .isInstanceOf(Usage.class)
                .hasMessageStartingWith("--req-per-sec is ");
    }

    @Test
    void aRateThatIsNoNumberIsLeftToPicocli() {
        assertThatThrownBy(() -> load("--req-per-sec=many")).isInstanceOf(CommandLine.ParameterException.class);
    }

    private static Load load(String... args) {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs(args);
        return sample.load.load();
    }
}
