// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.TextInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which options have their values from the environment: what is wrong with one is looked for in vain in what was typed. */
final class TwinVariables {
    /** A shorter value, or a number, stands in a message for many reasons. */
    private static final Pattern TELLING = Pattern.compile("(?s)(?!\\d+$|true$|false$).{3,}");

    private final Map<String, String> environment;

    TwinVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable that sets an option; empty if the option was typed, or nothing sets it. */
    Optional<String> of(OptionSpec option, List<String> arguments) {
        return value(option)
                .filter(_ -> !isTyped(option, arguments))
                .map(_ -> EnvironmentDefaults.twin(option.longestName()));
    }

    /** One line for each variable whose option, or whose value, a message is about. */
    Stream<String> behind(String message, CommandSpec command, List<String> arguments) {
        return command.options().stream()
                .filter(option -> isAbout(message, option))
                .flatMap(option -> of(option, arguments).stream()
                        .map(variable -> variable + " in the environment sets " + option.longestName() + "."));
    }

    private Optional<String> value(OptionSpec option) {
        return option.longestName().startsWith("--")
                ? Optional.ofNullable(environment.get(EnvironmentDefaults.twin(option.longestName())))
                        .map(TextInput::value)
                        .filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    private static boolean isTyped(OptionSpec option, List<String> arguments) {
        return Stream.of(option.names())
                .anyMatch(name -> arguments.stream()
                        .anyMatch(argument -> argument.equals(name)
                                || argument.startsWith(name + "=")
                                || !name.startsWith("--") && argument.startsWith(name)));
    }

    private boolean isAbout(String message, OptionSpec option) {
        return holds(message, option.longestName())
                || value(option)
                        .filter(value -> TELLING.matcher(value).matches() && holds(message, value))
                        .isPresent();
    }

    private static boolean holds(String message, String word) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(message)
                .find();
    }
}
