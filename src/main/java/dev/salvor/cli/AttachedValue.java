// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * For options whose value may be left out: only {@code --option=value} gives one, so that STORAGE behind it is not taken for it.
 * Picocli hands defaults over as if typed with a blank between, too: such an option has an initial value instead of a default.
 */
@RegisterForReflection
public final class AttachedValue implements IParameterPreprocessor {

    /** What picocli says stands between an option and the next argument. */
    private static final String APART = " ";

    /** No argument of a process can hold it. */
    private static final String MARK = "\0";

    /** A default for this option, such that it is not taken for the next argument. */
    static String asDefault(OptionSpec option, String value) {
        return option.preprocessor() instanceof AttachedValue ? MARK + value : value;
    }

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (argument instanceof OptionSpec option && APART.equals(info.get("separator"))) {
            boolean isDefault = !arguments.isEmpty() && arguments.peek().startsWith(MARK);
            arguments.push(isDefault ? arguments.pop().substring(MARK.length()) : option.fallbackValue());
        }
        return false;
    }
}
