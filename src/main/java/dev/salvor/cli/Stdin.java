// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.nio.file.Path;
import java.util.Set;

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
}
