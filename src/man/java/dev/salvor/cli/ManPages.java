// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the man pages in the build, in the language of man(7). Picocli's own generator makes AsciiDoc of the help texts, in which
 * globs with two asterisks are bold.
 */
final class ManPages {
    private static final int UNBROKEN = 4000;

    private ManPages() {}

    /** @param args the directory for {@code salvor.1}, {@code salvor-sync.1} … */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        CommandLine salvor = new CommandLine(new App());
        List<CommandLine> commands = Stream.concat(Stream.of(salvor), salvor.getSubcommands().values().stream())
                .toList();
        for (CommandLine command : commands) {
            Files.writeString(directory.resolve(pageName(command) + ".1"), page(command, commands));
        }
    }

    static String page(CommandLine command, List<CommandLine> all) {
        // else picocli breaks lines inside of labels
        Help help = command.setUsageHelpWidth(UNBROKEN).getHelp();
        var usage = command.getCommandSpec().usageMessage();
        String description = String.join("\n", usage.description());
        StringBuilder page = new StringBuilder();
        line(page, ".TH " + pageName(command).toUpperCase(Locale.ROOT) + " 1 \"\" \"salvor " + Version.number() + "\"");
        section(page, "NAME", escaped(pageName(command)) + " \\- " + escaped(firstSentence(description)));
        section(page, "SYNOPSIS", escaped(help.synopsis(0).strip().replaceAll("\\s+", " ")));
        section(page, "DESCRIPTION", escaped(description));
        line(page, ".SH OPTIONS");
        command.getCommandSpec().positionalParameters().forEach(parameter -> entry(page, parameter));
        OptionGroup.of(command.getCommandSpec().options()).forEach((group, options) -> {
            line(page, ".SS " + group.heading());
            options.forEach(option -> entry(page, option));
        });
        section(page, "EXAMPLES", ".nf\n" + escaped(String.join("\n", usage.footer())) + "\n.fi");
        section(
                page,
                "SEE ALSO",
                String.join(
                        "\n",
                        all.stream()
                                .filter(other -> other != command)
                                .map(other -> ".BR " + escaped(pageName(other)) + " (1)")
                                .toList()));
        return page.toString();
    }

    private static void entry(StringBuilder page, ArgSpec argument) {
        String names = argument instanceof OptionSpec option ? String.join(", ", option.names()) : "";
        String label =
                argument instanceof PositionalParamSpec || argument.arity().max() > 0
                        ? (names.isEmpty() ? "" : argument.arity().min() == 0 ? "[=" : "=") + argument.paramLabel()
                        : "";
        line(page, ".TP\n.B " + escaped(names + label + (label.startsWith("[") ? "]" : "")));
        String value = argument.defaultValue() == null ? "" : argument.defaultValue();
        line(page, escaped(String.join("\n", argument.description()).replace("${DEFAULT-VALUE}", value)));
    }

    private static void section(StringBuilder page, String title, String content) {
        line(page, ".SH " + title + "\n" + content);
    }

    private static void line(StringBuilder page, String text) {
        page.append(text).append('\n');
    }

    private static String pageName(CommandLine command) {
        return command.getParent() == null
                ? command.getCommandName()
                : pageName(command.getParent()) + "-" + command.getCommandName();
    }

    private static String firstSentence(String text) {
        return text.split("(?<=\\.) |\n", 2)[0].replaceFirst("\\.$", "");
    }

    /** So that troff sees text and nothing to obey: groff_man_style(7), "Portability". */
    private static String escaped(String text) {
        return text.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
