// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Debian's buildah with a store of its own; for root only. */
public final class Buildah {
    private final Path store;

    private Buildah(Path store) {
        this.store = store;
    }

    /** @param work for its store */
    public static Buildah in(Path work) {
        Superuser.assume();
        return new Buildah(work);
    }

    /**
     * @return what it said
     * @throws AssertionError if it failed
     */
    public String run(String... arguments) {
        Command ended = attempt(arguments);
        if (!ended.succeeded()) {
            throw new AssertionError("buildah " + String.join(" ", arguments) + ": " + ended.output());
        }
        return ended.output();
    }

    private Command attempt(String... arguments) {
        String[] line = Stream.concat(
                        Stream.of(
                                DebianProgram.buildah().toString(),
                                "--storage-driver",
                                "vfs",
                                "--root",
                                store.resolve("root").toString(),
                                "--runroot",
                                store.resolve("run").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        try {
            return Command.run(Path.of("/"), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
