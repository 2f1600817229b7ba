// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.AccessJson;
import dev.salvor.output.AccessText;
import dev.salvor.output.Output;
import dev.salvor.serve.AccessRecord;
import picocli.CommandLine.Option;

/** {@code -o} of a command that has no result but what it did meanwhile. */
public final class LogFormatOption {

    /** The forms of a log. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "Form of the log of requests: lines on stderr, or a JSON object a line on stdout (default: ${DEFAULT-VALUE}).")
    private Format format;

    AccessRecord.Log log(Output output) {
        return switch (format) {
            case TEXT -> new AccessText(output);
            case JSON -> new AccessJson(output);
        };
    }
}
