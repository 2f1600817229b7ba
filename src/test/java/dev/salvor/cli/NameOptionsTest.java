// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.select.TargetName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NameOptionsTest {

    @Command
    static final class Sample {
        @Mixin
        private NameOptions names;
    }

    @Test
    void withoutAnythingSaidNamesStay() {
        assertThat(target(Map.of(), "web/app")).isEqualTo("web/app");
        assertThat(target(Map.of("SALVOR_MAP", "", "SALVOR_PROJECT", "", "SALVOR_DEST_PREFIX", ""), "app"))
                .isEqualTo("app");
    }

    @Test
    void rulesApplyInTheOrderInWhichTheyAreTyped() {
        assertThat(target(Map.of(), "a/app", "--map", "^a/=b/", "--map=^b/=c/")).isEqualTo("c/app");
        assertThat(target(Map.of(), "a/app", "--map", "^b/=c/", "--map", "^a/(?<rest>.*)=b/${rest}"))
                .isEqualTo("b/app");
    }

    @Test
    void theEnvironmentHasSeveralRulesSeparatedByBlanks() {
        Map<String, String> environment = Map.of("SALVOR_MAP", " ^a/=b/  ^b/(?<rest>.*)$=c/${rest}/x ");
        assertThat(target(environment, "a/app")).isEqualTo("c/app/x");
        assertThat(target(environment, "a/app", "--map", "^a/=d/")).isEqualTo("d/app");
    }

    @Test
    void projectAndPrefixMayEndWithASlashAndHaveTwins() {
        assertThat(target(Map.of(), "app", "--project", "library/", "--dest-prefix", "rescue/2026/"))
                .isEqualTo("rescue/2026/library/app");
        assertThat(target(Map.of("SALVOR_PROJECT", "library", "SALVOR_DEST_PREFIX", "rescue"), "app"))
                .isEqualTo("rescue/library/app");
    }

    @Test
    void thePrefixOfTheRegistryDoesTheSameAndTwoAreRefused() {
        Endpoint archive = Endpoint.parse("harbor.example.com/archive", "");
        assertThat(options(Map.of()).below(archive)).isEqualTo(archive);
        assertThat(options(Map.of(), "--dest-prefix", "archive").below(Endpoint.parse("harbor.example.com", "")))
                .isEqualTo(archive);
        assertThatThrownBy(() -> options(Map.of("SALVOR_DEST_PREFIX", "rescue")).below(archive))
                .isInstanceOf(Usage.class)
                .hasMessage("--dest-prefix is 'rescue', and REGISTRY has the prefix 'archive'");
    }

    @Test
    void whatCannotBeginANameIsQuoted() {
        assertThatThrownBy(() -> target(Map.of(), "app", "--dest-prefix", "/rescue"))
                .isInstanceOf(Usage.class)
                .hasMessage("--dest-prefix is '/rescue'");
        assertThatThrownBy(() -> target(Map.of(), "app", "--project", "Library"))
                .isInstanceOf(Usage.class)
                .hasMessage("--project is 'Library'");
        assertThatThrownBy(() -> target(Map.of("SALVOR_MAP", "^a/=b/ ^c"), "app"))
                .isInstanceOf(Usage.class)
                .hasMessage("--map is '^c': there is no = between regex and replacement");
    }

    private static String target(Map<String, String> environment, String source, String... args) {
        NameOptions options = options(environment, args);
        String prefix = options.below(Endpoint.parse("harbor.example.com", "")).prefix();
        TargetName name = options.names(prefix).of(new RepositoryName(source));
        assertThat(name).isInstanceOf(TargetName.Usable.class);
        return ((TargetName.Usable) name).repository().value();
    }

    private static NameOptions options(Map<String, String> environment, String... args) {
        Sample sample = new Sample();
        new CommandLine(sample)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(args);
        return sample.names;
    }
}
