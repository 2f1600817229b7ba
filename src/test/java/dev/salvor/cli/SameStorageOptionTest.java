// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.plan.Delivery;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SameStorageOptionTest {

    @Command
    static final class Sample {
        @Mixin
        private NameOptions names;

        @Mixin
        private SameStorageOption sameStorage;
    }

    @Test
    void blobsAreSentUnlessTheStorageIsTheSame() {
        assertThat(delivery("harbor.example.com", Map.of())).isEqualTo(Delivery.SENT);
        assertThat(delivery("harbor.example.com/rescue", Map.of())).isEqualTo(Delivery.SENT);
        assertThat(delivery("harbor.example.com", Map.of(), "--same-storage")).isEqualTo(Delivery.IN_PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--map=^a/=b/", "--project=library", "--dest-prefix=rescue"})
    void namesAreThoseOfTheVolume(String option) {
        assertThatThrownBy(() -> delivery("harbor.example.com", Map.of(), "--same-storage", option))
                .isInstanceOf(Usage.class);
    }

    @Test
    void soAreTheyWhereTheRegistryHasAPrefixOrTheEnvironmentSaysSo() {
        assertThatThrownBy(() -> delivery("harbor.example.com/rescue", Map.of(), "--same-storage"))
                .isInstanceOf(Usage.class);
        assertThatThrownBy(() -> delivery("harbor.example.com", Map.of("SALVOR_PROJECT", "p"), "--same-storage"))
                .isInstanceOf(Usage.class);
    }

    private static Delivery delivery(String registry, Map<String, String> environment, String... arguments) {
        Sample sample = new Sample();
        new CommandLine(sample)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(arguments);
        Endpoint endpoint = sample.names.below(Endpoint.parse(registry, ""));
        return sample.sameStorage.delivery(sample.names.names(endpoint.prefix()));
    }
}
