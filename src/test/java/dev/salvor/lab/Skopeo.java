// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Debian's skopeo: what others make of our files, and what they write. */
public final class Skopeo {
    private Skopeo() {}

    /**
     * Runs it, without a policy on signatures.
     *
     * @return what it said
     * @throws AssertionError if it failed
     */
    public static String run(String... arguments) {
        Command ended = attempt(arguments);
        if (!ended.succeeded()) {
            throw new AssertionError("skopeo " + String.join(" ", arguments) + ": " + ended.output());
        }
        return ended.output();
    }

    /** The same of what may fail. @return what it said of its failure; empty if there was none */
    public static String failure(String... arguments) {
        Command ended = attempt(arguments);
        return ended.succeeded() ? "" : ended.output();
    }

    private static Command attempt(String... arguments) {
        String[] line = Stream.concat(
                        Stream.of(DebianProgram.skopeo().toString(), "--insecure-policy"), Stream.of(arguments))
                .toArray(String[]::new);
        try {
            return Command.run(Path.of("").toAbsolutePath(), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
