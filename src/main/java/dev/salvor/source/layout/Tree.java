// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A tree of files, on a disk or in an archive, read-only. Nothing outside of it is ever read, whatever its links say. For many threads. */
interface Tree {

    /** What a name stands for, a link not followed. */
    enum Kind {
        DIRECTORY,
        LINK,
        OTHER
    }

    /** Where all paths of it begin. */
    Path root();

    /** What it is called itself, where that has to be a name of its content. */
    String name();

    /** The names in a directory, in no order. */
    List<Path> names(Path directory) throws IOException;

    Kind kind(Path path) throws IOException;

    /**
     * A regular file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if something is there that cannot be read as a file
     */
    Content file(Path path) throws IOException;

    /** When a file was written. */
    Instant modified(Path path) throws IOException;

    /** A path as messages name it. */
    Path shown(Path path);

    /** A small file: so many bytes of it at most. */
    default byte[] read(Path path, int most) throws IOException {
        return file(path).first(most);
    }
}
