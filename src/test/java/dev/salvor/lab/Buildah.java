// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.nio.file.Path;
import java.util.List;

/** Debian's buildah with a store of its own; for root only. */
public final class Buildah {
    private final Client client;

    private Buildah(Client client) {
        this.client = client;
    }

    /** @param work for its store */
    public static Buildah in(Path work) {
        Superuser.assume();
        return new Buildah(new Client(List.of(
                DebianProgram.buildah().toString(),
                "--storage-driver",
                "vfs",
                "--root",
                work.resolve("root").toString(),
                "--runroot",
                work.resolve("run").toString())));
    }

    /**
     * @return what it said
     * @throws AssertionError if it failed
     */
    public String run(String... arguments) {
        return client.run(arguments);
    }
}
