// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code -o} of the commands whose result is a table or JSON. */
public final class FormatOption {

    /** The forms of such a result. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Form of the result on stdout (default: ${DEFAULT-VALUE}).")
    private Format format;

    /** Prints one of the two. */
    void print(Output output, Supplier<String> table, Supplier<String> json) {
        output.result(text(table, json));
    }

    /** Tells one of the two on stderr, where stdout is taken. */
    void tell(Output output, Supplier<String> table, Supplier<String> json) {
        text(table, json).lines().forEach(output::tell);
    }

    private String text(Supplier<String> table, Supplier<String> json) {
        return switch (format) {
            case TABLE -> table.get();
            case JSON -> json.get();
        };
    }
}
