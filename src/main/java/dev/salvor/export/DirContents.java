// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.layout.ExportMark;
import dev.salvor.layout.SkopeoDir;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/** Whether a directory is one to export to: new, empty, an export, or a tree of images as {@code skopeo sync} writes it. */
final class DirContents extends SimpleFileVisitor<Path> {
    /** What file systems and their users put into the root of an empty disk. */
    static final Set<String> OF_DISKS = Set.of("lost+found", "System Volume Information");

    private final Path root;
    private Optional<Path> foreign = Optional.empty();

    private DirContents(Path root) {
        this.root = root;
    }

    /** The first thing that belongs to no image. */
    static Optional<Path> foreign(Path root) throws IOException {
        if (!Files.exists(root) || Files.exists(root.resolve(ExportMark.NAME))) {
            return Optional.empty();
        }
        DirContents contents = new DirContents(root);
        Files.walkFileTree(root, contents);
        return contents.foreign;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean isOfDisk = root.equals(directory.getParent())
                && OF_DISKS.contains(directory.getFileName().toString());
        boolean isImage = !directory.equals(root)
                && directory.getFileName().toString().contains(":")
                && Files.exists(directory.resolve(SkopeoDir.MANIFEST));
        return isOfDisk || isImage ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        foreign = Optional.of(file);
        return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return visitFile(file, null);
    }
}
