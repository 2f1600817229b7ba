// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Stdin by its names: a file of one of them can be read once, as stdin itself. */
final class Stdin {
    private static final Set<Path> FILES =
            Set.of(Path.of("/dev/stdin"), Path.of("/dev/fd/0"), Path.of("/proc/self/fd/0"));

    /** What stands for it where a file is asked for. */
    static final String NAME = "-";

    private Stdin() {}

    /** Whether what was typed as a file stands for it. */
    static boolean isTyped(String file) {
        return NAME.equals(file) || isMeantBy(Path.of(file));
    }

    static boolean isMeantBy(Path file) {
        return FILES.contains(file.normalize());
    }

    /**
     * @param options those that read it, as they were typed
     * @throws Usage if there is more than one
     */
    static void requireOne(Stream<String> options) {
        List<String> first = options.limit(2).toList();
        if (first.size() > 1) {
            throw new Usage(
                    first.get(0) + " and " + first.get(1) + " both read stdin",
                    "Use a file of its own for one of them.");
        }
    }
}
