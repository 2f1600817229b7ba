// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the file system of an export can do: vfat, on sticks that images are carried on, can none of this.
 *
 * @param colons in names
 * @param cases whether names may differ only by case
 * @param links whether a file may have several names
 */
record FileSystemTraits(boolean colons, boolean cases, boolean links) {

    /** Tries it. */
    static FileSystemTraits of(Staging staging) throws IOException {
        Path lower = staging.named("trait");
        FileTree.write(lower, new byte[0]);
        boolean cases = !Files.exists(staging.named("TRAIT"));
        return new FileSystemTraits(hasColons(staging.named("a:b")), cases, hasLinks(staging.named("link"), lower));
    }

    private static boolean hasColons(Path directory) {
        try {
            Files.createDirectory(directory);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasLinks(Path link, Path file) {
        try {
            Files.createLink(link, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
