// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs programs that see a directory read-only: mounted so, or, where nobody may mount here, without any right to write. */
public sealed interface ReadOnlyView {
    /** The command that is to see it. */
    List<String> command(List<String> command);

    /** Where it sees the directory. */
    Path directory();

    /**
     * A read-only mount that only the command has.
     *
     * @param namespace what gives it mounts of its own
     */
    record Mounted(List<String> namespace, Path original, Path directory) implements ReadOnlyView {
        /** What can be written to after all is no such mount. */
        private static final String SCRIPT = "mount --bind \"$1\" \"$2\" && mount -o remount,bind,ro \"$2\" || exit 98;"
                + " touch \"$2/probe\" 2>/dev/null && exit 99; shift 2; exec \"$@\"";

        @Override
        public List<String> command(List<String> command) {
            List<String> all = new ArrayList<>(namespace);
            all.addAll(List.of("sh", "-c", SCRIPT, "sh", original.toString(), directory.toString()));
            all.addAll(command);
            return all;
        }

        boolean works() {
            try {
                Process process = new ProcessBuilder(command(List.of("true")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The directory itself. Root writes to it all the same: whoever looks compares it before and after, too. */
    record Unwritable(Path directory) implements ReadOnlyView {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }
    }

    /**
     * The strictest that this machine allows.
     *
     * @param empty where it is mounted
     */
    static ReadOnlyView of(Path original, Path empty) {
        return Stream.of(List.of("unshare", "-m"), List.of("unshare", "-rm"), List.of("sudo", "-n", "unshare", "-m"))
                .map(namespace -> new Mounted(namespace, original, empty))
                .filter(Mounted::works)
                .findFirst()
                .<ReadOnlyView>map(mounted -> mounted)
                .orElseGet(() -> unwritable(original));
    }

    private static ReadOnlyView unwritable(Path original) {
        System.err.println("nobody may mount here: " + original + " is only made unwritable, which does not bind root");
        permit(original, "r-xr-xr-x", "r--r--r--");
        return new Unwritable(original);
    }

    /** Undoes what was done to the directory, so that it can be deleted. */
    default void close() {
        if (this instanceof Unwritable) {
            permit(directory(), "rwxr-xr-x", "rw-r--r--");
        }
    }

    private static void permit(Path root, String ofDirectories, String ofFiles) {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(isDirectory ? ofDirectories : ofFiles));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
