// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory that the walk goes through.
 *
 * @param path how the walk came there
 * @param name of the repository that it may be; empty for the directory of all repositories
 * @param trail the real paths of the directories that led to it, then its own
 */
record WalkedDirectory(Path path, String name, List<Path> trail) {

    static WalkedDirectory root(Path repositories) throws IOException {
        return new WalkedDirectory(repositories, "", List.of(repositories.toRealPath()));
    }

    /**
     * A directory in this one; empty if that is no directory. A symbolic link that stays in the storage is
     * followed, as the registry itself does (protocol.md §1.6).
     *
     * @throws FileSystemLoopException if the walk is in that directory already
     * @throws IOException if it cannot be reached, or lies outside
     */
    Optional<WalkedDirectory> child(Path entry, Enclosure enclosure) throws IOException {
        Path child = path.resolve(entry);
        BasicFileAttributes attributes =
                Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean linked = attributes.isSymbolicLink();
        Path real = linked ? enclosure.requireInside(child) : trail.getLast().resolve(entry);
        if (linked ? !Files.isDirectory(real) : !attributes.isDirectory()) {
            return Optional.empty();
        }
        if (trail.contains(real)) {
            throw new FileSystemLoopException(child.toString());
        }
        String childName = name.isEmpty() ? entry.toString() : name + "/" + entry;
        return Optional.of(new WalkedDirectory(
                child, childName, Stream.concat(trail.stream(), Stream.of(real)).toList()));
    }
}
