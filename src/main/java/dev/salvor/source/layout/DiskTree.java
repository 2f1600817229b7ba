// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import dev.salvor.content.FileContent;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;

/** A directory. */
final class DiskTree implements Tree {
    private final Path root;
    private final Enclosure enclosure;
    private final Enclosure.Anchor anchor;

    /** @param root without symbolic links */
    DiskTree(Path root) throws IOException {
        this.root = root;
        this.enclosure = Enclosure.of(List.of(root));
        this.anchor = enclosure.anchor(root);
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public String name() {
        return String.valueOf(root.getFileName());
    }

    @Override
    public List<Path> names(Path directory) throws IOException {
        return Directories.names(enclosure.requireInside(directory));
    }

    @Override
    public Kind kind(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        return attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }

    @Override
    public Content file(Path path) throws IOException {
        Enclosure.Entry found = enclosure.find(path, anchor);
        if (!found.attributes().isRegularFile()) {
            // looked at before it is opened: to open a FIFO blocks
            throw new IOException("not a regular file");
        }
        return new FileContent(found.path(), found.attributes().size());
    }

    @Override
    public Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    @Override
    public Path shown(Path path) {
        return path;
    }
}
