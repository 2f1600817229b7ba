// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The help of a command: as wide as the terminal, its options under headings. */
final class HelpText {
    /** Below that, long options stand above their descriptions, which would have less than half of the line else. */
    private static final int NARROW = 80;

    private static final int NARROW_OPTIONS = 20;

    private static final int COMMAND_INDENT = 2;

    private HelpText() {}

    /** Of the command, or of one of those that it is below. */
    static boolean isAskedFor(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.hasSubcommand() && isAskedFor(parsed.subcommand());
    }

    /** To be called before picocli prints: whoever only works need not know how wide the terminal is. */
    static void prepare(CommandLine salvor, int width) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(salvor.getHelpSectionMap());
        sections.put(SECTION_KEY_OPTION_LIST, HelpText::options);
        sections.put(SECTION_KEY_PARAMETER_LIST, HelpText::parameters);
        sections.put(SECTION_KEY_COMMAND_LIST, HelpText::commands);
        sections.put(SECTION_KEY_FOOTER, HelpText::footer);
        salvor.setHelpSectionMap(sections).setUsageHelpWidth(width);
        if (width < NARROW) {
            salvor.setUsageHelpLongOptionsMaxWidth(NARROW_OPTIONS);
        }
    }

    private static String footer(Help help) {
        UsageMessageSpec usage = help.commandSpec().usageMessage();
        return HelpFooter.of(usage.footer(), usage.width());
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        Map<OptionGroup, List<OptionSpec>> groups = OptionGroup.of(all);
        return groups.size() == 1
                ? list(help, all)
                : groups.entrySet().stream()
                        .map(group -> String.format("%n%s:%n", group.getKey().heading()) + list(help, group.getValue()))
                        .collect(Collectors.joining());
    }

    private static String list(Help help, List<OptionSpec> some) {
        Help.Layout layout = layout(help);
        layout.addOptions(some, help.parameterLabelRenderer());
        return layout.toString();
    }

    private static String parameters(Help help) {
        Help.Layout layout = layout(help);
        layout.addPositionalParameters(help.commandSpec().positionalParameters(), help.parameterLabelRenderer());
        return layout.toString();
    }

    private static String commands(Help help) {
        Map<String, Help> commands = help.subcommands();
        int names = COMMAND_INDENT
                + commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        int rest = help.commandSpec().usageMessage().width() - names;
        Help.ColorScheme colors = help.colorScheme();
        WordTable table = new WordTable(colors, new Help.Column[] {
            new Help.Column(names, COMMAND_INDENT, Help.Column.Overflow.SPAN),
            new Help.Column(rest, COMMAND_INDENT, Help.Column.Overflow.WRAP)
        });
        commands.forEach((name, command) -> table.addRowValues(
                colors.commandText(name),
                colors.text(
                        String.join(" ", command.commandSpec().usageMessage().description()))));
        return table.toString();
    }

    /** All options decide about the columns, so that those of each group are the same. */
    private static Help.Layout layout(Help help) {
        Help.ColorScheme colors = help.colorScheme();
        Help.Column[] columns = help.createDefaultLayout(
                        help.commandSpec().options(), help.commandSpec().positionalParameters(), colors)
                .textTable()
                .columns();
        return new Help.Layout(
                colors,
                new WordTable(colors, columns),
                help.createDefaultOptionRenderer(),
                help.createDefaultParameterRenderer());
    }
}
