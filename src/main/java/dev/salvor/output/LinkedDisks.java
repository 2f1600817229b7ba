// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a storage goes on elsewhere: by links in its root, as to a second disk for its blobs. They are read as well, and only read. */
public final class LinkedDisks {
    private LinkedDisks() {}

    /**
     * The directories that links lead to; none of what is no directory.
     *
     * @param root of the storage
     */
    public static List<Path> of(Path root) {
        List<Path> disks = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isSymbolicLink)) {
                for (Path link : entries) {
                    if (Files.isDirectory(link)) {
                        disks.add(link.toRealPath());
                    }
                }
            } catch (IOException e) {
                // who cannot list it does not read images from it either
            }
        }
        return disks;
    }
}
