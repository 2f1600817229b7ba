// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.lab.LabHttp;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Salvor's command line in this JVM, without Quarkus: for what ends before there is a registry. */
final class PlainProgram {
    /** Before the exit code of each command line. */
    static final String EXIT_CODE = "exit code ";

    private PlainProgram() {}

    /**
     * The same in a process of its own: runs one command line after the other.
     *
     * @param arguments a file with a line for each: its arguments, separated by tabs
     */
    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            Ended ended = run(line.split("\t"));
            System.err.println(ended.err() + EXIT_CODE + ended.exitCode());
        }
    }

    /** What came of it; what commands themselves write to stderr is not in here. */
    record Ended(int exitCode, String err) {}

    /** What ends by a signal only: it is asked for what it has, and then interrupted. @param port that it listens on */
    private static Ended runServer(int port, String... arguments) {
        Thread self = Thread.currentThread();
        Thread client = Thread.ofVirtual().start(() -> {
            LabHttp http = LabHttp.to(URI.create("http://127.0.0.1:" + port));
            try {
                Waiting.until(
                        "a server on port " + port, () -> Optional.of(http).filter(PlainProgram::isThere));
                for (String path : List.of("/v2/_catalog", "/v2/solo/tags/list", "/v2/solo/manifests/latest")) {
                    http.get(path);
                }
            } finally {
                self.interrupt();
            }
        });
        try {
            return run(Map.of(), arguments);
        } finally {
            Thread.interrupted();
            client.interrupt();
        }
    }

    private static boolean isThere(LabHttp http) {
        try {
            return http.get("/v2/").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** One that may be a server: with {@code --listen}, what of it is not a port is the loopback's address. */
    static Ended run(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith("--listen="))
                .map(argument ->
                        runServer(Integer.parseInt(argument.substring(argument.lastIndexOf(':') + 1)), arguments))
                .findAny()
                .orElseGet(() -> run(Map.of(), arguments));
    }

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
