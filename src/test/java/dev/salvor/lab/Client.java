// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another tool's command line.
 *
 * @param start what stands before all arguments, the program first
 */
record Client(List<String> start) {

    /**
     * @return what it said
     * @throws AssertionError if it failed
     */
    String run(String... arguments) {
        Command ended = attempt(arguments);
        if (!ended.succeeded()) {
            throw new AssertionError(Path.of(start.getFirst()).getFileName() + " " + String.join(" ", arguments) + ": "
                    + ended.output());
        }
        return ended.output();
    }

    /** The same of what may fail. */
    Command attempt(String... arguments) {
        String[] line = Stream.concat(start.stream(), Stream.of(arguments)).toArray(String[]::new);
        try {
            return Command.run(Path.of("").toAbsolutePath(), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
