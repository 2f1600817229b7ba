// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Trees that come and go while the benchmark runs. */
final class Directories {
    private Directories() {}

    /** Lends an empty registry, whose storage is deleted afterwards. */
    static <T> T withEmptyRegistry(Path work, Function<RegistryProcess, T> use) {
        Path root = work.resolve("target");
        try (RegistryProcess target = RegistryProcess.over(root).start()) {
            return use.apply(target);
        } finally {
            delete(root);
        }
    }

    static void copy(Path from, Path to) {
        for (Path each : tree(from)) {
            try {
                Files.copy(each, to.resolve(from.relativize(each)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static void delete(Path root) {
        for (Path each : tree(root).reversed()) {
            try {
                Files.delete(each);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Directories before what is in them. */
    private static List<Path> tree(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
