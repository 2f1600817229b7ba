// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.FileContent;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A directory whose files are taken as they are found, as long as they are regular ones and lie in it: no symbolic link is followed out of it, and
 * nothing that is no file is opened.
 *
 * @param root without symbolic links
 */
record SpareDirectory(Path root) {

    static SpareDirectory of(Path directory) throws IOException {
        return new SpareDirectory(directory.toRealPath());
    }

    /** A file that may be opened; empty if there is none, or nothing that may. */
    Optional<FileContent> file(Path below) throws IOException {
        try {
            Path real = root.resolve(below).toRealPath();
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return real.startsWith(root) && attributes.isRegularFile()
                    ? Optional.of(new FileContent(real, attributes.size()))
                    : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException e) {
            return Optional.empty();
        }
    }

    Optional<FileContent> file(String below) throws IOException {
        return file(Path.of(below));
    }
}
