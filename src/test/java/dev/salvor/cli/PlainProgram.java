// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Salvor's command line in this JVM, without Quarkus: for what ends before there is a registry. */
final class PlainProgram {
    private PlainProgram() {}

    /**
     * The same in a process of its own: runs one command line after the other.
     *
     * @param arguments a file with a line for each: its arguments, separated by tabs
     */
    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            Ended ended = run(Map.of(), line.split("\t"));
            System.err.println(ended.err() + "exit code " + ended.exitCode());
        }
    }

    /** What came of it; what commands themselves write to stderr is not in here. */
    record Ended(int exitCode, String err) {}

    /** @param environment for the options, in place of this JVM's */
    static Ended run(Map<String, String> environment, String... arguments) {
        ErrorHandler errors = new ErrorHandler(environment);
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new App())
                .setExecutionStrategy(ErrorHandler::execute)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .registerConverter(Path.class, PathArgument.ofThisProcess())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ended(exitCode, err.toString());
    }
}
