// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.select.Shard;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ShardOptionTest {

    @Command
    static final class Sample {
        @Mixin
        private ShardOption shard;
    }

    @Test
    void withoutAnythingSaidItIsTheWhole() {
        assertThat(shard(Map.of())).isEqualTo(Shard.whole());
        assertThat(shard(Map.of("JOB_COMPLETION_INDEX", "3"))).isEqualTo(Shard.whole());
        assertThat(shard(Map.of("SALVOR_SHARDS", "", "JOB_COMPLETION_INDEX", "3")))
                .isEqualTo(Shard.whole());
    }

    @ParameterizedTest
    @CsvSource({"0/1, 0, 1", "0/4, 0, 4", "3/4, 3, 4", "99/100, 99, 100"})
    void isTypedAsIndexAndCount(String typed, int index, int count) {
        assertThat(shard(Map.of(), "--shard", typed)).isEqualTo(new Shard(index, count));
        assertThat(shard(Map.of("SALVOR_SHARD", typed))).isEqualTo(new Shard(index, count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4/4", "-1/4", "0/0", "1", "1/", "/4", "1/2/4", "one/4", "1 of 4", "0/9999999", "٣/٤"})
    void whatIsNoShardIsQuotedAndTheCountingExplained(String typed) {
        assertThatThrownBy(() -> shard(Map.of(), "--shard=" + typed))
                .isInstanceOfSatisfying(
                        Usage.class, usage -> assertThat(usage.advice()).contains("counted from 0"))
                .hasMessage("--shard is '" + typed + "'");
    }

    @Test
    void anIndexedJobSaysItByItsEnvironment() {
        assertThat(shard(Map.of("SALVOR_SHARDS", "4", "JOB_COMPLETION_INDEX", "3")))
                .isEqualTo(new Shard(3, 4));
        assertThat(shard(Map.of("SALVOR_SHARDS", "1", "JOB_COMPLETION_INDEX", "0")))
                .isEqualTo(Shard.whole());
    }

    @Test
    void theCommandLineBeatsTheTwinAndTheTwinBeatsTheJob() {
        Map<String, String> job = Map.of("SALVOR_SHARDS", "4", "JOB_COMPLETION_INDEX", "3");
        Map<String, String> both = Map.of("SALVOR_SHARDS", "4", "JOB_COMPLETION_INDEX", "3", "SALVOR_SHARD", "1/2");
        assertThat(shard(job, "--shard", "0/2")).isEqualTo(new Shard(0, 2));
        assertThat(shard(both)).isEqualTo(new Shard(1, 2));
        assertThat(shard(both, "--shard", "0/2")).isEqualTo(new Shard(0, 2));
    }

    @Test
    void aJobThatIsNotIndexedIsSaidToBe() {
        assertThatThrownBy(() -> shard(Map.of("SALVOR_SHARDS", "4")))
                .isInstanceOf(Usage.class)
                .hasMessage("SALVOR_SHARDS is set, but JOB_COMPLETION_INDEX is not");
        assertThatThrownBy(() -> shard(Map.of("SALVOR_SHARDS", "4", "JOB_COMPLETION_INDEX", "")))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("JOB_COMPLETION_INDEX is not");
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "0, 0", "x, 4", "0, four", "-1, 4"})
    void anEnvironmentThatMakesNoSenseNamesBothVariables(String index, String shards) {
        assertThatThrownBy(() -> shard(Map.of("SALVOR_SHARDS", shards, "JOB_COMPLETION_INDEX", index)))
                .isInstanceOf(Usage.class)
                .hasMessage("JOB_COMPLETION_INDEX is '" + index + "' and SALVOR_SHARDS is '" + shards + "'");
    }

    private static Shard shard(Map<String, String> environment, String... args) {
        Sample sample = new Sample();
        new CommandLine(sample)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(args);
        return sample.shard.shard(environment);
    }
}
