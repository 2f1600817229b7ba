// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManPagesTest {
    @TempDir
    Path directory;

    @Test
    void everyCommandHasAPageWithEachOfItsOptions() throws IOException {
        ManPages.main(new String[] {directory.toString()});
        for (CommandLine command : new CommandLine(new App()).getSubcommands().values()) {
            String page = Files.readString(directory.resolve("salvor-" + command.getCommandName() + ".1"));
            assertThat(page).startsWith(".TH SALVOR");
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(page).contains(option.longestName().replace("-", "\\-"));
            }
        }
    }

    @Test
    void whatTroffWouldObeyIsPrinted() throws IOException {
        ManPages.main(new String[] {directory.toString()});
        assertThat(Files.readString(directory.resolve("salvor-sync.1")))
                .contains("devops/**", "**:v1.*", "=HOST:PORT:ADDRESS]", ".SH EXAMPLES\n.nf\n")
                .doesNotContain("${DEFAULT", "%n");
    }
}
