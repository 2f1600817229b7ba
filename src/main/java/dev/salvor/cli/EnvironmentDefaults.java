// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.TextInput;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every option {@code --some-thing} has the twin {@code SALVOR_SOME_THING}, which the command line beats. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String longest = option.longestName();
        String twin = longest.startsWith("--") ? TextInput.value(environment.getOrDefault(twin(longest), "")) : "";
        // picocli takes ${…} in a default for a variable of its own, and $$ for one $
        return twin.isEmpty() ? null : AttachedValue.asDefault(option, twin.replace("$", "$$"));
    }

    /** {@code --tls-verify} is {@code SALVOR_TLS_VERIFY}. */
    static String twin(String option) {
        return "SALVOR_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
