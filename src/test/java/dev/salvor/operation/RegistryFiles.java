// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all files that a registry has written, but for its uploads: blobs, revisions, tags and links to layers, all by digest. */
final class RegistryFiles {
    private RegistryFiles() {}

    static SortedSet<String> of(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.startsWith("docker/") && !file.contains("/_uploads/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
