// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.select.Emptiness;
import dev.salvor.source.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What STORAGE means, in every command. */
final class StorageParameter {
    static final String DESCRIPTION =
            "Directory of a registry's filesystem storage: the volume's root, docker, docker/registry or"
                    + " docker/registry/v2. It is only read.";

    private StorageParameter() {}

    /**
     * To be called before anything about the registry: which of the two is wrong must not hang on how the other one is.
     *
     * @throws dev.salvor.Failure.Source if there is no such storage, or no repository in it
     */
    static void requireRepository(Path given) {
        Emptiness.requireRepository(Storage.open(given));
    }

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
