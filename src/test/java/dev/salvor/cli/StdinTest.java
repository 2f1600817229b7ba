// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.login.Credentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stdin can be read once, by one option. */
class StdinTest {
    private final InputStream before = System.in;

    @TempDir
    Path directory;

    @Command
    static final class Sample {
        @Mixin
        private SelectionOptions selection;

        @Mixin
        private TagsFromOptions tagsFrom;

        @Mixin
        private RegistryOptions connection;

        private Stream<String> stdinOptions() {
            return Stream.of(
                            selection.stdinOption().stream(),
                            tagsFrom.stdinOptions().stream(),
                            connection.stdinOption().stream())
                    .flatMap(options -> options);
        }
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
    @ValueSource(strings = {"UTF-8", "UTF-16LE"})
    void whatWindowsSavedIsAListAndAPassword(String charset) throws IOException {
        byte[] list = "\ufeffp/app:v1\r\n\r\n# all\r\np/app:v1\r\n".getBytes(charset);
        byte[] password = "\ufeffpä55\r\n".getBytes(charset);
        Path file = Files.write(directory.resolve("file"), password);

        System.setIn(new ByteArrayInputStream(list));
        assertThat(sample("--images", "-").selection.selection().only()).isPresent();
        System.setIn(new ByteArrayInputStream(password));
        assertThat(password("--password-stdin")).isEqualTo("pä55");
        assertThat(password("--password-file", file.toString())).isEqualTo("pä55");
    }

    @Test
    void aPasswordThatIsNoUtf8IsNotSentAsSomethingElse() {
        System.setIn(new ByteArrayInputStream("pä55\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertThatThrownBy(() -> password("--password-stdin"))
                .isInstanceOf(Usage.class)
                .hasMessage("the password in stdin is not UTF-8");
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
        assertThatThrownBy(() -> Stdin.requireOne(sample.stdinOptions()))
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
        Stdin.requireOne(sample.stdinOptions());
    }

    private static String password(String... options) {
        Sample sample = sample(
                Stream.concat(Stream.of("--username", "ci"), Stream.of(options)).toArray(String[]::new));
        Endpoint endpoint = sample.connection.endpoint("harbor.example.com");
        Output output = new Output(System.out, System.err, false, false);
        return ((Credentials.Password)
                        sample.connection.address(endpoint, output).login().credentials())
                .password()
                .reveal();
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
        assertThatThrownBy(() -> Stdin.requireOne(sample.stdinOptions()))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("both read stdin");
    }

    @Test
    void aHostOfAListNeedsTheList() {
        Output output = new Output(System.out, System.err, false, false);
        assertThatThrownBy(() -> sample("--tags-host", "harbor.local").tagsFrom.over(null, output, false))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("--tags-host without --tags-from");
    }

    @Test
    void aListOfNamesNeedsAStorage() {
        PlainProgram.Ended ended =
                PlainProgram.run(Map.of(), "check", "--tags-from", "harbor.sql", "harbor.example.com");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("--tags-from without STORAGE");
    }

    private static Sample sample(String... options) {
        Sample sample = new Sample();
        new CommandLine(sample).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return sample;
    }
}
