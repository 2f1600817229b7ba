// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.layout.ExportMark;
import dev.salvor.layout.OciImageLayout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Whether a directory is one to export layouts to: new, empty, an export, or layouts and nothing else. */
final class OciContents extends SimpleFileVisitor<Path> {
    private Optional<Path> foreign = Optional.empty();

    private OciContents() {}

    /** The first thing that belongs to no layout. */
    static Optional<Path> foreign(Path root) throws IOException {
        if (!Files.exists(root) || Files.exists(root.resolve(ExportMark.NAME))) {
            return Optional.empty();
        }
        OciContents contents = new OciContents();
        Files.walkFileTree(root, contents);
        return contents.foreign;
    }

    private static boolean isLayout(Path directory) {
        return Files.exists(new OciNames(directory).layout());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean isBlobs =
                directory.getFileName().toString().equals(OciImageLayout.BLOBS) && isLayout(directory.getParent());
        return isBlobs || DirContents.OF_DISKS.stream().anyMatch(directory::endsWith)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isLayout(file.getParent())) {
            return FileVisitResult.CONTINUE;
        }
        foreign = Optional.of(file);
        return FileVisitResult.TERMINATE;
    }
}
