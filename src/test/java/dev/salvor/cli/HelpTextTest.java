// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} prints: all options under their headings, no line wider than the terminal. */
class HelpTextTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^([A-Z][a-z ]+):$");

    private static String help(String command, int width) {
        CommandLine salvor = new CommandLine(new App()).setUsageHelpLongOptionsMaxWidth(34);
        HelpText.prepare(salvor, width);
        StringWriter text = new StringWriter();
        CommandLine asked = command.isEmpty() ? salvor : salvor.getSubcommands().get(command);
        asked.usage(new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sync    | Which images,Names there,What is pushed,What is read,Login,Way there,Load,Output,Examples
            plan    | Which images,Names there,What is pushed,What is read,Login,Way there,Load,Output,Examples
            check   | Which images,Names there,What is read,Login,Way there,Load,Output,Examples
            scan    | Which images,What is read,Load,Output,Examples
            verify  | Which images,Names there,What is read,Login,Way there,Load,Output,Examples
            tags    | Login,Way there,Load,Output,Examples
            inspect | Which images,What is read,Login,Way there,Load,Output,Examples
            serve   | Which images,Names there,What is read,How it is served,Load,Output,Examples
            """)
    void optionsStandUnderHeadings(String command, String headings) {
        assertThat(HEADING.matcher(help(command, 100)).results().map(heading -> heading.group(1)))
                .containsExactly(headings.split(","));
    }

    @Test
    void eachOptionIsThereOnce() {
        for (CommandLine command : new CommandLine(new App()).getSubcommands().values()) {
            List<String> listed = Pattern.compile("(?m)^ {2}(?:-\\w,|   ) (--[\\w-]+)")
                    .matcher(help(command.getCommandName(), 100))
                    .results()
                    .map(option -> option.group(1))
                    .toList();
            assertThat(listed)
                    .containsExactlyInAnyOrderElementsOf(command.getCommandSpec().options().stream()
                            .map(OptionSpec::longestName)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 72, 80, 110, 120})
    void noLineIsWiderThanTheTerminal(int width) {
        for (String command : new String[] {
            "", "scan", "inspect", "verify", "tags", "check", "plan", "sync", "export", "serve", "completion"
        }) {
            // a shell's quotes cannot be broken
            assertThat(help(command, width).lines())
                    .as(command)
                    .filteredOn(line -> !line.matches(" *'[^']*'"))
                    .allMatch(line -> line.length() <= width);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 72, 80, 110, 120})
    void descriptionsAreBrokenAtBlanksOnly(int width) {
        CommandLine salvor = new CommandLine(new App());
        for (CommandLine command : salvor.getSubcommands().values()) {
            assertThat(joined(help("", width)))
                    .contains(joined(command.getCommandSpec().usageMessage().description()));
            String help = joined(help(command.getCommandName(), width));
            assertThat(command.getCommandSpec().args())
                    .filteredOn(each -> !each.hidden())
                    // the one word that is longer than half a line
                    .extracting(each ->
                            joined(each.description()).replace("/$SALVOR", width == 60 ? "/ $SALVOR" : "/$SALVOR"))
                    .allSatisfy(description -> assertThat(help).contains(description));
        }
    }

    private static String joined(String... text) {
        return String.join(" ", text).replaceAll("\\s+", " ");
    }

    @Test
    void aWordThatIsLongerThanALineIsBrokenBehindASlash() {
        assertThat(table("is $JOB_COMPLETION_INDEX/$SHARDS then", 25)).isEqualTo("""
                 is
                   $JOB_COMPLETION_INDEX/
                   $SHARDS then
                """);
        assertThat(table("of 2026-01-31T03:00:00Z, e.g. host:port", 14)).isEqualTo("""
                 of
                   2026-01-31T
                   03:00:00Z,
                   e.g.
                   host:port
                """);
    }

    /** Of one column of descriptions. */
    private static String table(String description, int width) {
        Help.ColorScheme colors = Help.defaultColorScheme(Help.Ansi.OFF);
        WordTable table =
                new WordTable(colors, new Help.Column[] {new Help.Column(width, 1, Help.Column.Overflow.WRAP)});
        table.addRowValues(colors.text(description));
        return table.toString();
    }

    @Test
    void anExampleThatIsBrokenCanBeCopied() {
        assertThat(HelpFooter.of(
                        new String[] {
                            "  salvor sync /storage host --include 'a b/**'     all of it, and more",
                            "  salvor tags host",
                            "",
                            "Exit codes: 0 done, 2 wrong",
                            "usage."
                        },
                        30))
                .isEqualTo("""
                          salvor sync /storage host \\
                              --include 'a b/**'
                              # all of it, and more
                          salvor tags host

                        Exit codes: 0 done, 2 wrong
                        usage.
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100  | 100
            80   | 80
            20   | 60
            999  | 120
            0    | 80
            wide | 80
            -5   | 80
            ''   | 80
            """)
    void columnsDecidesWithinBounds(String columns, int width) {
        assertThat(HelpWidth.of(Map.of("COLUMNS", columns), Optional.empty())).isEqualTo(width);
        assertThat(HelpWidth.of(Map.of(), Optional.empty())).isEqualTo(80);
    }

    /** A terminal by its name only, such as one that was left behind. */
    @Test
    void whatIsNoTerminalHasTheUsualWidth() {
        assertThat(HelpWidth.of(Map.of(), Optional.of(Path.of("/dev/null")))).isEqualTo(80);
        assertThat(HelpWidth.of(Map.of(), Optional.of(Path.of("/no/such")))).isEqualTo(80);
    }
}
