// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

/** What STORAGE means, in every command. */
final class StorageParameter {
    static final String DESCRIPTION =
            "Directory of a registry's filesystem storage: the volume's root, docker, docker/registry or"
                    + " docker/registry/v2. It is only read.";

    private StorageParameter() {}
}
