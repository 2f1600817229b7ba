// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a storage holds, counted by walking it.
 *
 * @param blobs sizes by digest, without manifests
 */
record Content(int repositories, int tags, Map<String, Long> blobs) {

    static Content of(Path root) {
        Path v2 = root.resolve("docker/registry/v2");
        List<Path> links = walk(v2.resolve("repositories"), "link");
        Set<String> manifests = links.stream()
                .filter(link -> link.toString().contains("/_manifests/revisions/"))
                .map(Content::digest)
                .collect(Collectors.toSet());
        List<Path> tags = links.stream()
                .filter(link -> link.toString().matches(".*/_manifests/tags/[^/]+/current/link"))
                .toList();
        long repositories = tags.stream()
                .map(link -> link.toString().replaceFirst("/_manifests/tags/[^/]+/current/link$", ""))
                .distinct()
                .count();
        Map<String, Long> blobs = walk(v2.resolve("blobs"), "data").stream()
                .filter(data -> !manifests.contains(digest(data)))
                .collect(Collectors.toMap(Content::digest, Content::size));
        return new Content((int) repositories, tags.size(), blobs);
    }

    long bytes() {
        return blobs.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A file {@code …/sha256/…/hex/name} is about {@code sha256:hex}. */
    private static String digest(Path file) {
        return "sha256:" + file.getParent().getFileName();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> walk(Path directory, String name) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
