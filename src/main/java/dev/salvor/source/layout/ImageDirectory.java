// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.layout.SkopeoDir;
import dev.salvor.source.disk.ManifestFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private static final int BRACE = '}';

    /** A file of a digest that the directory has. */
    record Entry(Spelling spelling, Digest digest) {}

    /** Whether it is one, whole or not: any program may call a file of its own {@code manifest.json}. */
    boolean isImage() {
        boolean isNamedSo =
                path.getFileName() != null && path.getFileName().toString().indexOf(':') > 0;
        return (files.contains(SkopeoDir.MANIFEST) || isNamedSo)
                && (files.contains(SkopeoDir.VERSION) || entries().findAny().isPresent());
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
    LayoutImage manifest(String name, Tree tree) {
        Path file = path.resolve(SkopeoDir.MANIFEST);
        LayoutImage.State state;
        try {
            state = state(tree.read(file, ManifestFile.MAX_BYTES + 1), tree);
        } catch (NoSuchFileException e) {
            state = new LayoutImage.State.Broken(false, "it has no " + SkopeoDir.MANIFEST);
        } catch (IOException e) {
            state = new LayoutImage.State.Broken(
                    true, "its " + SkopeoDir.MANIFEST + " cannot be read: " + IoReason.of(e));
        }
        return new LayoutImage(name, tree.shown(path), state);
    }

    /** No digest says what it should be: but the end of JSON is known. */
    private LayoutImage.State state(byte[] manifest, Tree tree) throws IOException {
        if (manifest.length == 0) {
            return new LayoutImage.State.Broken(
                    false, "its " + SkopeoDir.MANIFEST + " is empty, as a full disk or a crash leaves it");
        }
        if (manifest.length > ManifestFile.MAX_BYTES) {
            return new LayoutImage.State.Broken(
                    true, "its " + SkopeoDir.MANIFEST + " has more than 16 MiB, and salvor reads no larger one");
        }
        return endsAsJson(manifest)
                ? new LayoutImage.State.Good(Digest.of(manifest), tree.modified(path.resolve(SkopeoDir.MANIFEST)))
                : new LayoutImage.State.Broken(
                        false, "its " + SkopeoDir.MANIFEST + " is cut or overwritten: it does not end as JSON does");
    }

    private static boolean endsAsJson(byte[] bytes) {
        int end = bytes.length - 1;
        while (end > 0 && Character.isWhitespace(bytes[end])) {
            end--;
        }
        return bytes[end] == BRACE;
    }
}
