// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What STORAGE means, in every command. */
final class StorageParameter {
    static final String DESCRIPTION =
            "Directory of a registry's filesystem storage: the volume's root, docker, docker/registry or"
                    + " docker/registry/v2; or images in files: skopeo's directories, OCI layouts, a directory or"
                    + " a tar of such, or what docker save writes; or - for a tar from a pipe, as export --archive - writes it. It is"
                    + " only read.";

    private StorageParameter() {}

    /** @throws Usage if STORAGE and REGISTRY look swapped: check takes them the other way round than plan and sync */
    static void requireOrder(Path storage, String registry, String synopsis) {
        boolean isPath = registry.startsWith("/") || registry.startsWith(".") || registry.endsWith("/");
        if (isPath && !Files.exists(storage) && Files.isDirectory(Path.of(registry))) {
            throw new Usage(
                    "'" + registry + "', given as REGISTRY, is a directory, and there is no '" + storage
                            + "', given as STORAGE: they look swapped",
                    "It is " + synopsis + ".");
        }
    }
}
