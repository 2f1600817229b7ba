// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Lists directories of a storage, and tells which could not be. */
record Listing(Disk disk, Enclosure enclosure, Consumer<SourceProblem> problems) {

    /** The names in a directory, sorted; none if there is no such directory, or it lies outside, or cannot be read. */
    List<Path> names(Path directory) throws InterruptedException {
        try {
            return disk.read(() -> {
                enclosure.requireInside(directory);
                return Directories.names(directory).stream().sorted().toList();
            });
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            problems.accept(unreadable(directory, e));
            return List.of();
        }
    }

    static SourceProblem unreadable(Path path, IOException why) {
        return SourceProblem.unreadable(path, IoReason.of(why));
    }
}
