// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for fish, which picocli's generator does not know (fishshell.com/docs/current/cmds/complete.html). */
final class FishCompletion {
    /** Of a description only as much as fits beside an option. */
    private static final String SENTENCE_END = "(?<=\\.) (?=[A-Z])|[:;](?: |$)| \\(|, e\\.g\\.";

    private static final String FIRST = "-n __fish_use_subcommand";

    private final String program;

    FishCompletion(String program) {
        this.program = program;
    }

    String script(CommandLine root) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(complete("-f"));
        options(root.getCommandSpec(), FIRST).forEach(lines::add);
        for (CommandLine command : root.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            lines.add(complete(FIRST + " -a " + spec.name()
                    + description(first(spec.usageMessage().description()))));
            String within = "-n '__fish_seen_subcommand_from " + spec.name() + "'";
            options(spec, within).forEach(lines::add);
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                if (!choices(parameter).isEmpty()) {
                    lines.add(complete(within + " -a '" + choices(parameter) + "'"));
                } else if (parameter.type() == Path.class) {
                    lines.add(complete(within + " -a '(__fish_complete_directories)'"));
                }
            }
        }
        return lines.toString();
    }

    private List<String> options(CommandSpec spec, String when) {
        return spec.options().stream()
                .map(option ->
                        complete(when + names(option) + argument(option) + description(first(option.description()))))
                .toList();
    }

    private String complete(String arguments) {
        return "complete -c " + program + " " + arguments;
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String argument(OptionSpec option) {
        if (option.arity().min() == 0) {
            return "";
        }
        boolean file =
                option.auxiliaryTypes()[0] == Path.class || option.paramLabel().contains("FILE");
        return (file ? " -r -F" : " -x") + (choices(option).isEmpty() ? "" : " -a '" + choices(option) + "'");
    }

    private static String choices(ArgSpec argument) {
        if (!argument.type().isEnum()) {
            return "";
        }
        StringJoiner choices = new StringJoiner(" ");
        argument.completionCandidates().forEach(choice -> choices.add(choice.toLowerCase(Locale.ROOT)));
        return choices.toString();
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0].split(SENTENCE_END, 2)[0];
    }

    private static String description(String text) {
        return text.isEmpty() ? "" : " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
