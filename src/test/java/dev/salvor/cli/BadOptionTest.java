// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that are none, and values that an option cannot have: they are named, and nobody is asked anything. */
@QuarkusMainTest
class BadOptionTest {
    @TempDir
    Path storage;

    private LaunchResult result;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> images.image("p/app", "v1", List.of(TestContent.layer(1, 3_000))));
    }

    @Test
    void anUnknownOptionComesWithASuggestion(QuarkusMainLauncher salvor) {
        result = salvor.launch("sync", storage.toString(), "127.0.0.1:1", "--includ", "p/**");
        assertEnds("--includ");
        assertThat(result.getErrorOutput()).contains("--include");
    }

    /** A user may take it for one that exists elsewhere, such as curl's --password. */
    @Test
    void whatIsTypedBehindAnUnknownOptionIsNotRepeated(QuarkusMainLauncher salvor) {
        result = salvor.launch("tags", "127.0.0.1:1", "--password", "pa55", "--passphrase=pa66");
        assertEnds("Unknown options: '--password', '--passphrase'");
        assertThat(result.getErrorOutput()).doesNotContain("pa55", "pa66");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password-stdin pa55", "extra --password pa55", "-uci:pa55", "--password-stdin=pa55"})
    void whatMayBeAPasswordIsNotRepeated(String typed, QuarkusMainLauncher salvor) {
        result = salvor.launch(Stream.concat(Stream.of("tags", "127.0.0.1:1"), Stream.of(typed.split(" ")))
                .toArray(String[]::new));
        assertEnds("salvor: ");
        assertThat(result.getErrorOutput()).doesNotContain("pa55");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --images        | no/such       | cannot read the images of --images no/such: no such file
            --report        | no/such       | cannot write the report no/such: there is no directory
            --report        | /             | cannot write the report /: it is a directory
            --report        | -             | --report is '-', which names no file
            --newest        | 0             | --newest is 0
            --shard         | 4/4           | --shard is '4/4'
            --map           | ^p/(=q/       | --map is '^p/(=q/': '^p/(' is no regex: Unclosed group
            --map           | ^no/(.*)=q/$2 | 'q/$2' does not fit the regex '^no/(.*)': No group 2
            --project       | library/old   | --project is 'library/old'
            --chunk-size    | 50 Megs       | --chunk-size is '50 Megs'
            --req-per-sec   | -3            | --req-per-sec is -3
            """)
    void aValueThatCannotBeUsedIsNamed(String option, String value, String words, QuarkusMainLauncher salvor) {
        result = salvor.launch("sync", storage.toString(), "127.0.0.1:1", option, value);
        assertEnds(words);
    }

    @Test
    void aPasswordFileThatIsNotThere(QuarkusMainLauncher salvor) {
        result = salvor.launch("tags", "127.0.0.1:1", "--username", "ci", "--password-file", "no/such");
        assertEnds("cannot read the password file no/such: no such file");
    }

    @Test
    void aPrefixGivenTwice(QuarkusMainLauncher salvor) {
        result = salvor.launch("sync", storage.toString(), "127.0.0.1:1/rescue", "--dest-prefix", "old");
        assertEnds("--dest-prefix is 'old', and REGISTRY has the prefix 'rescue'");
        assertThat(result.getErrorOutput()).contains("SALVOR_DEST_PREFIX");
    }

    @Test
    void aReportInsideTheStorage(QuarkusMainLauncher salvor) {
        result = salvor.launch(
                "sync",
                storage.toString(),
                "127.0.0.1:1",
                "--report",
                storage.resolve("docker/registry/v2/report").toString());
        assertEnds("only read");
    }

    private void assertEnds(String words) {
        assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(ExitCode.USAGE);
        assertThat(result.getErrorOutput()).contains(words).doesNotContain("\tat ");
        assertThat(result.getOutput()).isEmpty();
    }
}
