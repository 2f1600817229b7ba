// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.nio.file.Path;
import java.util.List;

/** Where docker, podman and containerd's users keep the certificates of one registry: {@code certs.d/HOST[:PORT]/}. */
public final class CertsDirectories {
    private CertsDirectories() {}

    /**
     * The places of containers-certs.d(5), docker's last.
     *
     * @param authority the registry, {@code host[:port]} as typed
     */
    public static List<Path> of(String authority, Path home) {
        return List.of(
                home.resolve(".config/containers/certs.d").resolve(authority),
                Path.of("/etc/containers/certs.d", authority),
                Path.of("/etc/docker/certs.d", authority));
    }
}
