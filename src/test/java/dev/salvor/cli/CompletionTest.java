// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompletionTest {
    @TempDir
    Path directory;

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new App())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute("completion", shell);
        assertThat(exitCode).isZero();
        return out.toString();
    }

    /** A real bash, as it asks when Tab is pressed. */
    private String completed(String... words) throws IOException {
        Path script = Files.writeString(directory.resolve("salvor.bash"), script("bash"));
        String typed = "'" + String.join("' '", words) + "'";
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(" + typed + "); COMP_CWORD=" + (words.length - 1)
                                + "; _complete_salvor 2> /dev/null; echo \"${COMPREPLY[@]}\"")
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void bashCompletesCommandsOptionsAndTheirValues() throws IOException {
        assertThat(completed("salvor", "sy")).isEqualTo("sync");
        assertThat(completed("salvor", "verify", "--resu")).isEqualTo("--resume");
        assertThat(completed("salvor", "sync", "--on-c")).isEqualTo("--on-conflict");
        assertThat(completed("salvor", "sync", "--on-conflict", "s")).isEqualTo("skip");
    }

    @Test
    void zshTakesTheScriptOfBash() {
        assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "complete -c salvor -f",
                "complete -c salvor -n __fish_use_subcommand -s h -l help -d 'Show this help message and exit.'",
                "complete -c salvor -n __fish_use_subcommand -a sync -d 'Push what is missing on the registry, straight from disk.'",
                "complete -c salvor -n '__fish_seen_subcommand_from scan' -a '(__fish_complete_directories)'",
                "complete -c salvor -n '__fish_seen_subcommand_from verify' -a '(__fish_complete_directories)'",
                "complete -c salvor -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'",
            })
    void fishGetsALineFor(String line) {
        assertThat(script("fish").lines()).contains(line);
    }

    @Test
    void fishKnowsWhichOptionsTakeFilesAndWhichTakeOneOfAFew() {
        assertThat(script("fish").lines())
                .anyMatch(line -> line.contains("from sync' -l ca-file -r -F -d "))
                .anyMatch(line -> line.contains("from verify' -l resume -r -F -d "))
                .anyMatch(line -> line.contains("from sync' -l on-conflict -x -a 'skip overwrite fail' -d "))
                .anyMatch(line -> line.contains("from sync' -s j -l jobs -x -d "))
                .anyMatch(line -> line.contains("from sync' -l dry-run -d "));
    }
}
