// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.source.Spare;
import dev.salvor.source.layout.Layouts;
import dev.salvor.source.layout.Scratch;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens directories and tars as spares. */
public final class LocalSpares {
    /** What is taken, for messages. */
    public static final String ACCEPTED =
            "Accepted are: another registry's storage (a replica, a snapshot, a backup), an OCI layout, a skopeo dir: or a tree of them, a tar of either that is not compressed,"
                    + " files named by their digest (HEX, sha256:HEX, sha256-HEX, sha256/HEX), and a node's containerd"
                    + " (/var/lib/containerd).";

    private LocalSpares() {}

    /**
     * Opens a directory, or a tar.
     *
     * @param notices hears of what is in it and is not what its name says
     * @throws Failure.Source if there is none, if it cannot be read, or if nothing in it is recognised
     */
    public static Spare open(Path given, Consumer<String> notices) {
        try {
            Path directory = given.toRealPath();
            if (Files.isRegularFile(directory)) {
                Shelf tar = new StorageShelf(Layouts.open(directory, LocalSpare.READS_AT_ONCE, Scratch.none())
                        .pool());
                return new LocalSpare(given.toString(), "a tar of images", tar, notices);
            }
            if (!Files.isDirectory(directory)) {
                throw new Failure.Source("'" + given + "' is not a directory", ACCEPTED);
            }
            SpareKind.requireReadable(directory);
            for (SpareKind kind : SpareKind.values()) {
                Optional<Shelf> shelf = kind.shelf(directory);
                if (shelf.isPresent()) {
                    return new LocalSpare(given.toString(), kind.words(), shelf.get(), notices);
                }
            }
        } catch (NoSuchFileException e) {
            throw new Failure.Source("there is no directory '" + given + "'", ACCEPTED, e);
        } catch (AccessDeniedException e) {
            throw new Failure.Source(
                    "'" + given + "' cannot be read: permission denied at '" + e.getFile() + "'",
                    "Run as root, or as the user that owns it.",
                    e);
        } catch (IOException e) {
            throw new Failure.Source("'" + given + "' cannot be read: " + IoReason.of(e), ACCEPTED, e);
        }
        throw new Failure.Source("there are no blobs in '" + given + "' that could be told by their digest", ACCEPTED);
    }
}
