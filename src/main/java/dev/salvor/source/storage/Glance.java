// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.source.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A short look into a directory, to guess who wrote it: some names, and below it so many directories as a hint is worth. */
final class Glance {
    private static final int MOST = 64;
    private static final List<String> DRIVERS =
            List.of("overlay2", "overlay", "vfs", "btrfs", "zfs", "aufs", "devicemapper");
    /** {@code library/app}. */
    private static final int NAME_DEPTH = 2;
    /** {@code sha256/ab/abcd…}. */
    private static final int BLOB_DEPTH = 3;
    /** {@code project/group/app/_layers/sha256/abcd…}, and tags, which are as deep. */
    private static final int LINK_DEPTH = 7;

    private int left = MOST;

    private Glance() {}

    static boolean has(Path directory, String... names) {
        return Arrays.stream(names).allMatch(name -> Files.exists(directory.resolve(name)));
    }

    static boolean hasDriverOfDocker(Path directory) {
        return has(directory, "image") && DRIVERS.stream().anyMatch(driver -> has(directory, "image/" + driver));
    }

    static boolean hasTagsOfVersion1(Path directory) {
        return new Glance().below(directory.resolve("repositories"), NAME_DEPTH, Glance::isOfVersion1);
    }

    private static boolean isOfVersion1(Path repository) {
        return has(repository, "_index_images")
                || names(repository).stream()
                        .anyMatch(name -> name.startsWith("tag_") && Files.isRegularFile(repository.resolve(name)));
    }

    static boolean hasCharts(Path directory) {
        return new Glance().below(directory, 1, each -> names(each).stream().anyMatch(name -> name.endsWith(".tgz")));
    }

    /** An object of MinIO is a directory under the object's name, with its metadata in it: {@code xl.meta}. */
    static boolean hasObjects(Path v2) {
        return new Glance().below(v2.resolve("blobs"), BLOB_DEPTH, each -> has(each, "data/xl.meta"))
                || new Glance().below(v2.resolve("repositories"), LINK_DEPTH, each -> has(each, "link/xl.meta"));
    }

    private boolean below(Path directory, int depth, Predicate<Path> test) {
        if (left == 0) {
            return false;
        }
        left--;
        if (test.test(directory)) {
            return true;
        }
        return depth > 0
                && names(directory).stream()
                        .map(directory::resolve)
                        .filter(Files::isDirectory)
                        .anyMatch(each -> below(each, depth - 1, test));
    }

    private static List<String> names(Path directory) {
        try {
            return Directories.names(directory).stream().map(Path::toString).toList();
        } catch (IOException e) {
            // Only a hint is at stake.
            return List.of();
        }
    }
}
