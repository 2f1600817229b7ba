// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the content of a source may lie: below some directories, which may be on different disks. No symbolic link is followed that leaves
 * them all: whoever may write to a source could else have any file of this machine read and pushed.
 *
 * <p>A look, then an open that follows no link: whoever swaps a directory for a link in between wins a race of microseconds, and gets no more
 * than what is a digest quoted, or a blob sent that does not have its digest.
 */
public final class Enclosure {
    public static final String OUTSIDE =
            "a symbolic link leaves the storage here and is not followed; mount the other disk in its place"
                    + " (mount --bind) if it belongs to the storage";

    private final List<Path> roots;

    private Enclosure(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** @param directories which may be missing in part */
    public static Enclosure of(List<Path> directories) {
        List<Path> roots = new ArrayList<>();
        for (Path each : directories) {
            try {
                roots.add(each.toRealPath());
            } catch (IOException e) {
                // What cannot be reached has no content; whoever reads there says so.
                continue;
            }
        }
        return new Enclosure(roots);
    }

    /** A file that may be opened, as long as no link is followed. */
    public record Entry(Path path, BasicFileAttributes attributes) {}

    /**
     * A directory that was looked at: what lies below it is known to be inside as long as ".." leads back to it.
     *
     * @param key what tells it from all others
     */
    public record Anchor(Path directory, Object key) {

        /** One look, whatever the depth: the kernel goes up from where a directory really is, not from how one came there. */
        private boolean isAbove(Path below) throws IOException {
            Path up = below;
            for (int i = directory.getNameCount(); i < below.getNameCount(); i++) {
                up = up.resolve("..");
            }
            return key.equals(attributes(up).fileKey());
        }
    }

    /** @throws FileSystemException if it lies outside, or cannot be reached */
    public Anchor anchor(Path directory) throws IOException {
        BasicFileAttributes attributes = attributes(requireInside(directory));
        // Without a key, as on filesystems that have none, nothing equals it.
        Object key = attributes.fileKey();
        return new Anchor(directory, key == null ? new Object() : key);
    }

    /** @throws FileSystemException if it lies outside, or cannot be reached */
    public Entry find(Path file) throws IOException {
        requireInside(file.getParent());
        return findIn(file);
    }

    /** The same, cheaper where many files are below one directory. */
    public Entry find(Path file, Anchor anchor) throws IOException {
        if (!anchor.isAbove(file.getParent())) {
            requireInside(file.getParent());
        }
        return findIn(file);
    }

    private Entry findIn(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isSymbolicLink()) {
            return new Entry(file, attributes);
        }
        Path real = requireInside(file);
        return new Entry(real, attributes(real));
    }

    /**
     * The path without symbolic links.
     *
     * @throws FileSystemException if it lies outside, or cannot be reached
     */
    public Path requireInside(Path path) throws IOException {
        Path real = path.toRealPath();
        if (roots.stream().noneMatch(real::startsWith)) {
            throw new FileSystemException(path.toString(), null, OUTSIDE);
        }
        return real;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }
}
