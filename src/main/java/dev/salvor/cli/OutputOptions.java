// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.output.Terminal;
import picocli.CommandLine.Option;

/** What every command says about its output. */
public final class OutputOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more: each request, where the credentials came from, stack traces.")
    private boolean verbose;

    Output output() {
        return new Output(System.out, System.err, Terminal.isStderr(System.getenv()), verbose);
    }
}
