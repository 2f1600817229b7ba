// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.source.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the user may have meant with a directory that has no storage in it, as a sentence. */
final class NearMiss {
    private NearMiss() {}

    static Optional<String> of(Path directory) {
        return above(directory)
                .or(() -> below(directory))
                .or(() -> otherStores(directory).findFirst().map(OtherStore::sentence))
                .or(() -> emptyRoot(directory));
    }

    /** Whether there is more than a guess. */
    static boolean isClear(Path directory) {
        return above(directory).isPresent()
                || storageBelow(directory).isPresent()
                || otherStores(directory).anyMatch(other -> other != OtherStore.CHARTS);
    }

    /** For a path that does not exist. */
    static Optional<String> ofMissing(Path given) {
        return parents(given.toAbsolutePath())
                .filter(Files::isDirectory)
                .findFirst()
                .filter(nearest -> nearest.getNameCount() > 0)
                .map(nearest -> "What exists of that path is '" + nearest + "'.");
    }

    /** Under whatever part of the way to a storage it lies. */
    private static Stream<OtherStore> otherStores(Path directory) {
        return Stream.concat(StorageLayout.ROOTS.stream(), Stream.of("registry"))
                .map(directory::resolve)
                .filter(Files::isDirectory)
                .flatMap(each -> OtherStore.of(each).stream());
    }

    private static Optional<String> below(Path directory) {
        List<Path> names;
        try {
            names = Directories.names(directory);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (names.isEmpty()) {
            return Optional.of("It is empty: is the volume mounted?");
        }
        return storageBelow(directory).map(below -> "There is one in '" + below + "'.");
    }

    private static Optional<Path> storageBelow(Path directory) {
        try {
            return Stream.concat(
                            Directories.names(directory).stream().map(directory::resolve), volumesOfDocker(directory))
                    .filter(NearMiss::holdsStorage)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Stream<Path> volumesOfDocker(Path directory) {
        Path volumes = directory.resolve("volumes");
        try {
            return Directories.names(volumes).stream()
                    .map(name -> volumes.resolve(name).resolve("_data"));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<String> emptyRoot(Path directory) {
        return StorageLayout.ROOTS.stream()
                .filter(rest -> !rest.isEmpty() && Files.isDirectory(directory.resolve(rest)))
                .findFirst()
                .map(rest -> "There is '" + rest + "', but neither 'repositories' nor 'blobs' in it.");
    }

    private static Optional<String> above(Path directory) {
        return parents(directory)
                .filter(NearMiss::isStorage)
                .findFirst()
                .map(root -> "It lies inside the storage '" + root + "': give that one.");
    }

    private static Stream<Path> parents(Path path) {
        return Stream.iterate(path.getParent(), parent -> parent != null, Path::getParent);
    }

    private static boolean holdsStorage(Path directory) {
        return StorageLayout.ROOTS.stream().map(directory::resolve).anyMatch(NearMiss::isStorage);
    }

    private static boolean isStorage(Path directory) {
        try {
            return new StorageLayout(directory).isStorage();
        } catch (IOException e) {
            // Only a hint is at stake.
            return false;
        }
    }
}
