// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class EnvironmentDefaultsTest {

    @Command(mixinStandardHelpOptions = true)
    static final class Sample {
        @Option(
                names = {"-t", "--tls-verify"},
                defaultValue = "true")
        private String verify;

        @Option(names = "--verify-push", arity = "0..1", fallbackValue = "head", preprocessor = AttachedValue.class)
        private String verification = "none";

        @Option(names = "-x")
        private String shortOnly;

        @Parameters(arity = "0..1")
        private String storage;
    }

    @Test
    void theTwinIsTheLongNameInUpperCase() {
        assertThat(EnvironmentDefaults.twin("--tls-verify")).isEqualTo("SALVOR_TLS_VERIFY");
        assertThat(EnvironmentDefaults.twin("--jobs")).isEqualTo("SALVOR_JOBS");
    }

    @Test
    void theEnvironmentBeatsTheDefaultAndTheCommandLineBeatsBoth() {
        Map<String, String> environment = Map.of("SALVOR_TLS_VERIFY", "env");
        assertThat(parse(Map.of()).verify).isEqualTo("true");
        assertThat(parse(environment).verify).isEqualTo("env");
        assertThat(parse(environment, "-t", "typed").verify).isEqualTo("typed");
    }

    @Test
    void anEmptyTwinIsNone() {
        assertThat(parse(Map.of("SALVOR_TLS_VERIFY", "")).verify).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot$ci", "pa$$word", "$", "$$", "${java.version}", "$${x}", "(?<n>a)=${n}$1"})
    void aDollarOfATwinIsADollar(String value) {
        assertThat(parse(Map.of("SALVOR_TLS_VERIFY", value)).verify).isEqualTo(value);
    }

    @Test
    void aTwinGivesTheValueThatMayBeLeftOut() {
        Map<String, String> environment = Map.of("SALVOR_VERIFY_PUSH", "bytes");
        assertThat(parse(Map.of()).verification).isEqualTo("none");
        assertThat(parse(environment).verification).isEqualTo("bytes");
        assertThat(parse(environment, "--verify-push").verification).isEqualTo("head");
        assertThat(parse(environment, "--verify-push=none").verification).isEqualTo("none");
        assertThat(parse(Map.of(), "--verify-push", "storage").storage).isEqualTo("storage");
        assertThat(parse(environment, "--verify-push", "storage").storage).isEqualTo("storage");
    }

    @Test
    void onlyLongOptionsHaveATwin() {
        Sample sample = parse(Map.of("SALVOR_X", "env", "SALVOR_STORAGE", "env", "SALVOR_HELP", "true"));
        assertThat(sample.shortOnly).isNull();
        assertThat(sample.storage).isNull();
    }

    private static Sample parse(Map<String, String> environment, String... args) {
        Sample sample = new Sample();
        CommandLine command = new CommandLine(sample).setDefaultValueProvider(new EnvironmentDefaults(environment));
        assertThat(command.parseArgs(args).isUsageHelpRequested()).isFalse();
        return sample;
    }
}
