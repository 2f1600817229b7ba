// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.Failure;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.layout.SkopeoDir;
import dev.salvor.source.layout.Layouts;
import dev.salvor.source.layout.Scratch;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a directory turns out to be that is to serve as a spare: told by what is in it, in this order. */
enum SpareKind {
    CONTAINERD("a containerd content store") {
        @Override
        Optional<Shelf> shelf(Path directory) throws IOException {
            Path inner = directory.resolve(STORE);
            if (Files.isDirectory(inner)) {
                return Optional.of(blobs(inner));
            }
            // a copy of the store may have lost its name and the directory of what was arriving
            boolean isStore = has(directory, "blobs", "ingest") && !has(directory, "repositories");
            return isStore || directory.endsWith(STORE) && has(directory, "blobs")
                    ? Optional.of(blobs(directory))
                    : Optional.empty();
        }
    },
    OCI_LAYOUT("an OCI layout") {
        @Override
        Optional<Shelf> shelf(Path directory) throws IOException {
            return has(directory, OciImageLayout.BLOBS, OciImageLayout.MARK)
                            || has(directory, OciImageLayout.BLOBS, OciImageLayout.INDEX)
                                    && !has(directory, "repositories")
                    ? Optional.of(blobs(directory))
                    : Optional.empty();
        }
    },
    STORAGE("the storage of a registry") {
        @Override
        Optional<Shelf> shelf(Path directory) throws IOException {
            try {
                return Optional.of(new StorageShelf(Storage.open(directory).pool()));
            } catch (Failure.Source e) {
                if (e.getCause() instanceof AccessDeniedException denied) {
                    throw denied;
                }
                return Optional.empty();
            }
        }
    },
    LOOSE_FILES("files named by their digest") {
        @Override
        Optional<Shelf> shelf(Path directory) throws IOException {
            return has(directory, SkopeoDir.MANIFEST, SkopeoDir.VERSION) || !holdsDigests(directory)
                    ? Optional.empty()
                    : Optional.of(new DigestNames(directory, DigestNames.LOOSE));
        }
    },
    TREE("a tree of skopeo's dir: images and OCI layouts") {
        @Override
        Optional<Shelf> shelf(Path directory) throws IOException {
            try {
                return Optional.of(new StorageShelf(Layouts.open(directory, LocalSpare.READS_AT_ONCE, Scratch.none())
                        .pool()));
            } catch (Failure.Source e) {
                return Optional.empty();
            }
        }
    };

    private static final String STORE = "io.containerd.content.v1.content";

    private final String words;

    SpareKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Its files, if a directory is of this kind. */
    abstract Optional<Shelf> shelf(Path directory) throws IOException;

    private static Shelf blobs(Path directory) throws IOException {
        requireReadable(directory.resolve("blobs"));
        return new DigestNames(directory, DigestNames.BLOBS);
    }

    /** What may not be listed must not be taken for empty. */
    static void requireReadable(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.iterator().hasNext();
        }
    }

    private static boolean has(Path directory, String... names) {
        for (String name : names) {
            if (!Files.exists(directory.resolve(name))) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of its entries, or of those of a directory named by an algorithm, is named by a digest; stops at the first. */
    private static boolean holdsDigests(Path directory) throws IOException {
        return hasDigest(directory) || hasDigest(directory.resolve("sha256")) || hasDigest(directory.resolve("sha512"));
    }

    private static boolean hasDigest(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory,
                entry -> DigestNames.digest(entry.getFileName().toString()).isPresent())) {
            return entries.iterator().hasNext();
        }
    }
}
