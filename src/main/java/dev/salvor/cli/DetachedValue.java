// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A value behind a blank where only {@code =} joins it to its option: {@code --tls-verify false} is an option that is on, and STORAGE or
 * REGISTRY called false. Nobody means that.
 */
final class DetachedValue {
    /** What tools call the two; docker, curl and Go have some of them. */
    private static final Map<String, String> BOOLEANS = Map.of(
            "true", "true", "yes", "true", "on", "true", "1", "true", "false", "false", "no", "false", "off", "false",
            "0", "false");

    private DetachedValue() {}

    /** What to say of the first one; empty if there is none. */
    static Optional<String> complaint(CommandSpec command, List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            OptionSpec option = command.findOption(arguments.get(i));
            if (option == null || !arguments.get(i).startsWith("-")) {
                continue;
            }
            Optional<String> value = value(option, arguments.get(i + 1).toLowerCase(Locale.ROOT));
            if (value.isPresent()) {
                return Optional.of("'" + arguments.get(i) + "' and '" + arguments.get(i + 1)
                        + "' are two arguments: type " + option.longestName() + "=" + value.get());
            }
        }
        return Optional.empty();
    }

    /** As it would be typed behind the =, if the option can have it. */
    private static Optional<String> value(OptionSpec option, String next) {
        boolean attached = option.preprocessor() instanceof AttachedValue;
        boolean flag = option.arity().max() == 0 && !option.usageHelp() && !option.versionHelp();
        // what is typed behind --password-stdin may be a password, and is not repeated
        if (!attached && !flag || option.longestName().startsWith("--pass")) {
            return Optional.empty();
        }
        if (option.type().isEnum()) {
            return Arrays.stream(option.type().getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .filter(next::equals)
                    .findFirst();
        }
        return Optional.ofNullable(BOOLEANS.get(next));
    }
}
