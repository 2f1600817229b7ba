// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** For options whose value may be left out: only {@code --option=value} gives one, so that STORAGE behind it is not taken for it. */
@RegisterForReflection
public final class AttachedValue implements IParameterPreprocessor {

    /** What picocli says stands between an option and the next argument. */
    private static final String APART = " ";

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (argument instanceof OptionSpec option && APART.equals(info.get("separator"))) {
            arguments.push(option.fallbackValue());
        }
        return false;
    }
}
