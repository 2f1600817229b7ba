// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import dev.salvor.source.layout.tar.TarEntry;
import java.io.IOException;
import java.nio.file.Path;

/** The bytes of the files in a tar, wherever that is. */
interface TarFiles {

    /** What the user calls the tar. */
    Path given();

    /**
     * A regular file.
     *
     * @throws IOException if it is known that nobody can read it
     */
    Content content(String name, TarEntry entry) throws IOException;

    /** A file in it, for messages. */
    default Path shown(String name) {
        return shown(given(), name);
    }

    static Path shown(Path given, String name) {
        return given.resolveSibling(given.getFileName() + ": " + name);
    }
}
