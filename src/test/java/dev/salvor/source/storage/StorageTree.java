// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Builds a storage by hand, spelling the paths as a registry does, independently of the code under test. */
record StorageTree(Path v2) {

    static StorageTree in(Path volume) throws IOException {
        StorageTree tree = new StorageTree(volume.resolve("docker/registry/v2"));
        Files.createDirectories(tree.v2.resolve("repositories"));
        Files.createDirectories(tree.v2.resolve("blobs"));
        return tree;
    }

    Storage open() {
        return Storage.open(v2);
    }

    Storage open(int readsAtOnce) {
        return Storage.open(v2, readsAtOnce);
    }

    Path repository(String name) {
        return v2.resolve("repositories").resolve(name);
    }

    Path tagDirectory(String repository, String tag) {
        return repository(repository).resolve("_manifests/tags").resolve(tag);
    }

    Path currentLink(String repository, String tag) {
        return tagDirectory(repository, tag).resolve("current/link");
    }

    /** All that a push of a tagged manifest leaves in its repository. */
    void tag(String repository, String tag, Digest digest) throws IOException {
        revision(repository, digest);
        index(repository, tag, digest);
        write(currentLink(repository, tag), digest.toString());
    }

    void revision(String repository, Digest digest) throws IOException {
        write(
                repository(repository)
                        .resolve("_manifests/revisions/sha256")
                        .resolve(digest.hex())
                        .resolve("link"),
                digest.toString());
    }

    Path index(String repository, String tag, Digest digest) throws IOException {
        return write(
                tagDirectory(repository, tag)
                        .resolve("index/sha256")
                        .resolve(digest.hex())
                        .resolve("link"),
                digest.toString());
    }

    Path layerLink(String repository, Digest digest, String content) throws IOException {
        String algorithm = digest.toString().split(":")[0];
        return write(
                repository(repository)
                        .resolve("_layers")
                        .resolve(algorithm)
                        .resolve(digest.hex())
                        .resolve("link"),
                content);
    }

    Path data(Digest digest) {
        String hex = digest.hex();
        return v2.resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }

    Digest blob(String content) throws IOException {
        Digest digest = digestOf(content);
        write(data(digest), content);
        return digest;
    }

    static Digest digestOf(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Deletes a file, or a directory with all that is in it. */
    static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** A symbolic link to itself: whoever follows it fails, root as well. */
    static void loop(Path at) throws IOException {
        Files.createDirectories(at.getParent());
        Files.createSymbolicLink(at, at.getFileName());
    }

    /** Runs a shell command for what Java cannot make, with {@code $1} as its argument. */
    static void shell(String command, Path argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command, "sh", argument.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("'" + command + "' failed");
        }
    }
}
