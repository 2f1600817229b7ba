// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that cannot be: what to type instead is said, and where it comes from if nobody typed it. */
class MistypedValueTest {
    @TempDir
    Path storage;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> images.image("p/app", "v1", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tags HOST --tls-verify false        | '--tls-verify' and 'false' are two arguments: type --tls-verify=false
            tags --tls-verify false HOST        | type --tls-verify=false
            tags --tls-verify no HOST           | type --tls-verify=false
            tags --tls-verify false             | type --tls-verify=false
            check HOST --tls-verify false       | type --tls-verify=false
            sync STORAGE --tls-verify FALSE     | type --tls-verify=false
            sync --tls-verify 0 STORAGE HOST    | type --tls-verify=false
            sync --tls-verify true STORAGE HOST | type --tls-verify=true
            sync --verify-push bytes STORAGE HOST | '--verify-push' and 'bytes' are two arguments: type --verify-push=bytes
            sync STORAGE --dry-run true         | type --dry-run=true
            plan STORAGE HOST --create-projects yes | type --create-projects=true
            scan -v false                       | '-v' and 'false' are two arguments: type --verbose=false
            """)
    void aValueBehindABlankIsPointedTo(String typed, String words) {
        assertUsage(Map.of(), typed, words);
    }

    /** The form that is recommended is one that works. */
    @ParameterizedTest
    @CsvSource({"--tls-verify=false", "--verify-push=bytes", "--dry-run=true", "--verbose=false"})
    void aValueBehindAnEqualsSignIsTaken(String option) {
        assertUsage(Map.of(), "sync STORAGE HOST --newest 0 " + option, "--newest is 0");
    }

    @Test
    void whatIsNoValueOfTheOptionIsAnArgumentLikeAllOthers() {
        assertUsage(Map.of(), "sync --tls-verify STORAGE HOST --newest 0", "--newest is 0");
        assertUsage(Map.of(), "sync --dry-run STORAGE/./true HOST", "STORAGE/./true");
    }

    @Test
    void whatMayBeAPasswordIsNotRepeated() {
        assertThat(run(Map.of(), "tags HOST --password-stdin false").err()).doesNotContain("false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            sync STORAGE HOST --on-conflict=Never | 'Never' is none of skip, overwrite, fail
            sync STORAGE HOST --verify-push=all   | 'all' is none of head, bytes
            scan STORAGE -o yaml                  | 'yaml' is none of table, json, names
            tags HOST --auth digest               | 'digest' is none of auto, basic, token
            completion tcsh                       | 'tcsh' is none of bash, zsh, fish
            """)
    void theValuesThatThereAreAreNamedAsTheyAreTyped(String typed, String words) {
        assertUsage(Map.of(), typed, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SALVOR_JOBS        | many       | SALVOR_JOBS in the environment: Invalid value for option '--jobs'
            SALVOR_ON_CONFLICT | never      | SALVOR_ON_CONFLICT in the environment: Invalid value for option '--on-conflict': 'never' is none of
            SALVOR_TLS_VERIFY  | maybe      | SALVOR_TLS_VERIFY in the environment: Invalid value
            SALVOR_NEWEST      | 0          | SALVOR_NEWEST in the environment sets --newest.
            SALVOR_TRIES       | 0          | SALVOR_TRIES in the environment sets --tries.
            SALVOR_IMAGES      | /no/such   | SALVOR_IMAGES in the environment sets --images.
            SALVOR_INCLUDE     | p/[        | SALVOR_INCLUDE in the environment sets --include.
            SALVOR_RESOLVE     | nonsense   | SALVOR_RESOLVE in the environment sets --resolve.
            """)
    void aBadValueOfTheEnvironmentIsBlamedOnItsVariable(String variable, String value, String words) {
        assertUsage(Map.of(variable, value), "sync STORAGE HOST", words);
    }

    @Test
    void whatWasTypedIsNotBlamedOnTheEnvironment() {
        Map<String, String> environment = Map.of("SALVOR_NEWEST", "3", "SALVOR_JOBS", "9", "SALVOR_TRIES", "5");
        assertThat(run(environment, "sync STORAGE HOST --newest=0").err()).doesNotContain("SALVOR");
        assertThat(run(environment, "sync STORAGE HOST -jx").err()).doesNotContain("SALVOR");
    }

    private void assertUsage(Map<String, String> environment, String typed, String words) {
        PlainProgram.Ended ended = run(environment, typed);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains(words.replace("STORAGE", storage.toString()));
    }

    private PlainProgram.Ended run(Map<String, String> environment, String typed) {
        return PlainProgram.run(
                environment,
                typed.replace("STORAGE", storage.toString())
                        .replace("HOST", "127.0.0.1:1")
                        .split(" "));
    }
}
