// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Permission;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the {@code v2} directory from what the user typed. */
final class StorageLocator {
    private static final String ACCEPTED =
            "Give the root of the registry's volume, or docker, docker/registry or docker/registry/v2 in it;"
                    + " the last holds the directories 'repositories' and 'blobs'."
                    + " Or images in files: skopeo's directories (version, manifest.json), an OCI layout (oci-layout,"
                    + " index.json), a directory or a tar of such, or what docker save writes.";

    private StorageLocator() {}

    /**
     * @param root the {@code v2} directory, without symbolic links
     * @param followed the symbolic links on the way there and at its two directories
     */
    record Located(Path root, List<SourceProblem> followed) {}

    static Located locate(Path given) {
        Path directory = directory(given);
        Optional<Located> storage;
        try {
            storage = find(directory);
        } catch (IOException e) {
            throw unreadable(given, e);
        }
        return storage.orElseThrow(() ->
                new Failure.Source("there is no registry storage in '" + given + "'", advice(NearMiss.of(directory))));
    }

    /** Whether what was given is a storage, or leads to one, or is of another program: no images were carried in it. */
    static boolean isMeant(Path given) {
        try {
            Path directory = given.toRealPath();
            return find(directory).isPresent() || NearMiss.isClear(directory);
        } catch (IOException e) {
            return true;
        }
    }

    private static Path directory(Path given) {
        Path real;
        try {
            real = given.toRealPath();
        } catch (NoSuchFileException e) {
            throw new Failure.Source("there is no directory '" + given + "'", advice(NearMiss.ofMissing(given)), e);
        } catch (IOException e) {
            throw unreadable(given, e);
        }
        if (!Files.isDirectory(real)) {
            throw new Failure.Source("'" + given + "' is not a directory", ACCEPTED);
        }
        return real;
    }

    private static Optional<Located> find(Path directory) throws IOException {
        // Listed first: what may not be read must not be taken for empty.
        Directories.names(directory);
        for (String rest : StorageLayout.ROOTS) {
            StorageLayout layout = new StorageLayout(directory.resolve(rest));
            if (layout.isStorage()) {
                if (Files.exists(layout.repositories(), LinkOption.NOFOLLOW_LINKS)) {
                    Directories.names(layout.repositories());
                }
                return Optional.of(new Located(layout.root().toRealPath(), SecondDisks.between(directory, rest)));
            }
        }
        return Optional.empty();
    }

    private static String advice(Optional<String> nearMiss) {
        return nearMiss.map(text -> text + "\n" + ACCEPTED).orElse(ACCEPTED);
    }

    private static Failure.Source unreadable(Path given, IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                new Failure.Source(
                        "'" + given + "' cannot be read: permission denied at '" + denied.getFile() + "'",
                        Permission.advice(),
                        denied);
            default -> new Failure.Source("'" + given + "' cannot be read: " + IoReason.of(e), ACCEPTED, e);
        };
    }
}
