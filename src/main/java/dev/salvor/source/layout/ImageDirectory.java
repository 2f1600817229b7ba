// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.source.disk.Enclosure;
import dev.salvor.source.disk.ManifestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image in skopeo's {@code dir:} layout (protocol.md §6.1).
 *
 * @param path the directory
 * @param files the names in it
 */
record ImageDirectory(Path path, Collection<String> files) {
    private static final String MANIFEST = "manifest.json";
    private static final String VERSION = "version";
    private static final int BRACE = '}';

    /** A file of a digest that the directory has. */
    record Entry(Spelling spelling, Digest digest) {}

    /** Whether it is one, whole or not: any program may call a file of its own {@code manifest.json}. */
    boolean isImage() {
        boolean isNamedSo =
                path.getFileName() != null && path.getFileName().toString().indexOf(':') > 0;
        return (files.contains(MANIFEST) || isNamedSo)
                && (files.contains(VERSION) || entries().findAny().isPresent());
    }

    Stream<Entry> entries() {
        return files.stream().flatMap(name -> entry(name).stream());
    }

    private static Optional<Entry> entry(String name) {
        return Arrays.stream(Spelling.values())
                .flatMap(spelling -> spelling.digest(name).map(digest -> new Entry(spelling, digest)).stream())
                .findFirst();
    }

    /** @param name what the image is called */
    Found manifest(String name, Enclosure enclosure) {
        Path file = path.resolve(MANIFEST);
        try {
            Enclosure.Entry found = enclosure.find(file);
            return found.attributes().isRegularFile()
                    ? read(name, found)
                    : Found.unreadable(name, file, "its " + MANIFEST + " is not a regular file");
        } catch (NoSuchFileException e) {
            return Found.broken(name, file, "it has no " + MANIFEST);
        } catch (IOException e) {
            return Found.unreadable(name, file, "its " + MANIFEST + " cannot be read: " + IoReason.of(e));
        }
    }

    /** No digest says what it should be: but the end of JSON is known. */
    private Found read(String name, Enclosure.Entry found) throws IOException {
        BasicFileAttributes attributes = found.attributes();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(found.path(), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(ManifestFile.MAX_BYTES + 1);
        }
        if (bytes.length == 0) {
            return Found.broken(name, path, "its " + MANIFEST + " is empty, as a full disk or a crash leaves it");
        }
        if (bytes.length > ManifestFile.MAX_BYTES) {
            return Found.unreadable(
                    name, path, "its " + MANIFEST + " has more than 16 MiB, and salvor reads no larger one");
        }
        return endsAsJson(bytes)
                ? Found.good(
                        name,
                        path,
                        Digest.of(bytes),
                        attributes.lastModifiedTime().toInstant())
                : Found.broken(name, path, "its " + MANIFEST + " is cut or overwritten: it does not end as JSON does");
    }

    private static boolean endsAsJson(byte[] bytes) {
        int end = bytes.length - 1;
        while (end > 0 && Character.isWhitespace(bytes[end])) {
            end--;
        }
        return bytes[end] == BRACE;
    }
}
