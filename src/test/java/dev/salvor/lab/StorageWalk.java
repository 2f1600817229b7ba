// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a storage holds, by plain reading of its links (protocol.md §1.2): the expectation that a sync is checked against. */
public final class StorageWalk {
    private StorageWalk() {}

    /**
     * All tags of a storage.
     *
     * @param root the registry's rootdirectory
     * @return digests by {@code repository:tag}
     */
    public static SortedMap<String, String> tags(Path root) {
        SortedMap<String, String> tags = new TreeMap<>();
        Path repositories = root.resolve("docker/registry/v2/repositories");
        try {
            if (Files.isDirectory(repositories)) {
                walk(repositories, "", tags);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tags;
    }

    private static void walk(Path directory, String repository, SortedMap<String, String> tags) throws IOException {
        Path tagsDirectory = directory.resolve("_manifests/tags");
        if (Files.isDirectory(tagsDirectory)) {
            for (Path tag : children(tagsDirectory)) {
                String digest = Files.readString(tag.resolve("current/link"));
                tags.put(repository + ":" + tag.getFileName(), digest);
            }
        }
        for (Path child : children(directory)) {
            String name = child.getFileName().toString();
            if (!name.startsWith("_") && Files.isDirectory(child)) {
                walk(child, repository.isEmpty() ? name : repository + "/" + name, tags);
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.toList();
        }
    }
}
