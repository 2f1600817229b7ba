// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.damage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A second storage, of before the damage. */
public final class Replica {
    private static final String BLOBS = "docker/registry/v2/blobs";

    private Replica() {}

    public static void copy(Path root, Path replica) {
        try {
            for (Path path : files(root)) {
                Path to = replica.resolve(root.relativize(path));
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes out of it each blob and each manifest that the other storage still has as it should be. */
    public static void keepWhatIsBroken(Path replica, Path damaged) {
        try {
            for (Path path : files(replica.resolve(BLOBS))) {
                Path there = damaged.resolve(replica.relativize(path));
                if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(path, there) < 0) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
