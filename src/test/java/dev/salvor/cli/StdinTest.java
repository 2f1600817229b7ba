// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stdin can be read once, by one option. */
class StdinTest {
    private final InputStream before = System.in;

    @Command
    static final class Sample {
        @Mixin
        private SelectionOptions selection;

        @Mixin
        private TagsFromOptions tagsFrom;

        @Mixin
        private RegistryOptions connection;
    }

    @BeforeEach
    void typeAnImage() {
        System.setIn(new ByteArrayInputStream("p/app:v1\n".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void restore() {
        System.setIn(before);
    }

    @Test
    void aListIsReadFromIt() {
        assertThat(sample("--images", "-").selection.selection().only()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--images - --password-stdin",
                "--images - --password-file /dev/stdin",
                "--images - --authfile /dev/stdin",
                "--images - --authfile /proc/self/fd/0",
                "--images /dev/stdin --password-stdin",
                "--images /dev/fd/0 --password-file /dev/../dev/stdin",
            })
    void twoOptionsThatReadItAreRefused(String options) {
        Sample sample = sample(options.split(" "));
        assertThatThrownBy(() -> sample.selection.requireStdinFor(sample.connection))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("both read stdin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--images -",
                "--password-stdin",
                "--images list --password-stdin",
                "--images - --password-file - --authfile auth.json",
            })
    void oneThatReadsItIsFine(String options) {
        Sample sample = sample(options.split(" "));
        sample.selection.requireStdinFor(sample.connection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tags-from - --images -",
                "--tags-from - --password-stdin",
                "--tags-from /dev/stdin --authfile /dev/stdin",
                "--tags-from - --tags-from names --tags-from -",
            })
    void aListOfNamesIsOneOfThem(String options) {
        Sample sample = sample(options.split(" "));
        assertThatThrownBy(() -> sample.tagsFrom.requireStdinFor(sample.selection, sample.connection.stdinOption()))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("both read stdin");
    }

    private static Sample sample(String... options) {
        Sample sample = new Sample();
        new CommandLine(sample).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return sample;
    }
}
