// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;

/**
 * The files of a storage, to damage them; paths spelled independently of the code under test.
 *
 * @param root the registry's rootdirectory
 */
public record StorageFiles(Path root) {

    /** Where a blob or a manifest is. */
    public Path data(String digest) {
        String hex = digest.substring("sha256:".length());
        return root.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }

    public Path data(byte[] content) {
        return data(Digest.of(content).toString());
    }

    public Path repository(String name) {
        return root.resolve("docker/registry/v2/repositories/" + name);
    }

    public Path link(String repository, String tag) {
        return repository(repository).resolve("_manifests/tags/" + tag + "/current/link");
    }

    public void delete(Path file) {
        run(() -> Files.delete(file));
    }

    /** Cuts a file to its first bytes. */
    public void truncate(Path file, int size) {
        run(() -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size)));
    }

    /** Gives a blob another byte, in its place: only its digest tells. */
    public void flip(byte[] blob) {
        byte[] flipped = blob.clone();
        flipped[blob.length / 2] ^= 1;
        run(() -> Files.write(data(blob), flipped));
    }

    public void append(Path file, String more) {
        run(() -> Files.writeString(file, more, StandardOpenOption.APPEND));
    }

    /** Puts a directory where a file was: root cannot read it either. */
    public void makeUnreadable(Path file) {
        run(() -> {
            Files.delete(file);
            Files.createDirectory(file);
        });
    }

    /** Puts bytes that no registry has seen into the storage. */
    public void put(byte[] content) {
        run(() -> {
            Files.createDirectories(data(content).getParent());
            Files.write(data(content), content);
        });
    }

    /** The same, under a tag. */
    public void plant(String repository, String tag, byte[] manifest) {
        put(manifest);
        run(() -> {
            Files.createDirectories(link(repository, tag).getParent());
            Files.writeString(link(repository, tag), Digest.of(manifest).toString());
        });
    }

    /** Sets when a tag was last moved. */
    public void age(String repository, String tag, Instant moved) {
        run(() -> Files.setLastModifiedTime(link(repository, tag), FileTime.from(moved)));
    }

    private interface Change {
        void make() throws IOException;
    }

    private static void run(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
