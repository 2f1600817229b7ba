// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A root directory that holds salvor and what a test puts there: no /dev, no /proc, no /tmp, no passwd. Programs in it may not write,
 * have no variables, and run as a user whom nobody knows. Making one takes root's rights.
 */
record EmptyRoot(Path directory) {
    private static final String NOBODY_KNOWN = "31337:31337";
    /** Only the new process sees the mounts. */
    private static final String READ_ONLY =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec env -i \"$@\"";

    static EmptyRoot in(Path directory) {
        try {
            Files.copy(Path.of(System.getProperty("salvor.binary")), directory.resolve("salvor"));
            // @TempDir is for its owner only
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new EmptyRoot(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path with a slash in front, as programs inside see it */
    void write(String path, String content) {
        Path file = directory.resolve(path.substring(1));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program salvor(Map<String, String> environment, String... arguments) {
        return Program.startedBy(start(List.of("unshare", "--mount"), environment), arguments);
    }

    /** The same, as the process that the kernel calls 1. */
    Program salvorAsPid1(String... arguments) {
        return Program.startedBy(start(List.of("unshare", "--mount", "--pid", "--fork"), Map.of()), arguments);
    }

    private List<String> start(List<String> unshare, Map<String, String> environment) {
        List<String> start = new ArrayList<>(unshare);
        start.addAll(List.of("sh", "-c", READ_ONLY, directory.toString()));
        environment.forEach((name, value) -> start.add(name + "=" + value));
        start.addAll(List.of("/usr/sbin/chroot", "--userspec=" + NOBODY_KNOWN, directory.toString(), "/salvor"));
        return start;
    }
}
