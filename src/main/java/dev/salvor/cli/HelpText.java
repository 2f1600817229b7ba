// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

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
    private HelpText() {}

    /** Of the command, or of one of those that it is below. */
    static boolean isAskedFor(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.hasSubcommand() && isAskedFor(parsed.subcommand());
    }

    /** To be called before picocli prints: whoever only works need not know how wide the terminal is. */
    static void prepare(CommandLine salvor, int width) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(salvor.getHelpSectionMap());
        sections.put(SECTION_KEY_OPTION_LIST, HelpText::options);
        sections.put(SECTION_KEY_FOOTER, HelpText::footer);
        salvor.setHelpSectionMap(sections).setUsageHelpWidth(width);
    }

    private static String footer(Help help) {
        UsageMessageSpec usage = help.commandSpec().usageMessage();
        return HelpFooter.of(usage.footer(), usage.width());
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        Map<OptionGroup, List<OptionSpec>> groups = OptionGroup.of(all);
        return groups.size() == 1
                ? help.optionList()
                : groups.entrySet().stream()
                        .map(group ->
                                String.format("%n%s:%n", group.getKey().heading()) + list(help, all, group.getValue()))
                        .collect(Collectors.joining());
    }

    /** All options decide about the columns, so that those of each group are the same. */
    private static String list(Help help, List<OptionSpec> all, List<OptionSpec> some) {
        Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
        layout.addOptions(some, help.parameterLabelRenderer());
        return layout.toString();
    }
}
