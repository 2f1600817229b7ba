// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Symbolic links that lay the directories of a storage on several disks. They are followed, and told about. */
final class SecondDisks {
    private SecondDisks() {}

    /**
     * @param given the directory that was opened
     * @param rest the way from there to {@code v2}
     */
    static List<SourceProblem> between(Path given, String rest) {
        List<Path> passed = new ArrayList<>();
        Path at = given;
        for (Path component : Path.of(rest)) {
            at = at.resolve(component);
            passed.add(at);
        }
        StorageLayout layout = new StorageLayout(at);
        return Stream.concat(passed.stream(), Stream.of(layout.blobs(), layout.repositories()))
                .filter(Files::isSymbolicLink)
                .map(link -> SourceProblem.repaired(link, "a symbolic link to " + target(link) + ", which is followed"))
                .distinct()
                .toList();
    }

    private static String target(Path link) {
        try {
            return "'" + link.toRealPath() + "'";
        } catch (IOException e) {
            return "what cannot be reached";
        }
    }
}
