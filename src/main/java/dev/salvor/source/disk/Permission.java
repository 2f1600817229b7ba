// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What helps who may not read. */
public final class Permission {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String OWNER = "as the user that owns the files (10000 in Harbor's containers)";

    private Permission() {}

    public static String advice() {
        try {
            return advice(Files.readString(STATUS));
        } catch (IOException e) {
            return advice("");
        }
    }

    /** @param status of this process, as Linux gives it (proc(5)): the first number after "Uid:" is the real user */
    public static String advice(String status) {
        boolean isRoot = status.lines().anyMatch(line -> line.startsWith("Uid:\t0\t"));
        return isRoot
                ? "salvor runs as root already: an NFS export with root_squash, or a container without CAP_DAC_OVERRIDE, takes"
                        + " that right away. Run it " + OWNER + ", or on the file server."
                : "Run as root, or " + OWNER + ".";
    }
}
