// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.List;
import java.util.Set;

/**
 * A media type as it stands in a descriptor or a manifest.
 *
 * @param value the type, without parameters; empty where a document names none
 */
public record MediaType(String value) {
    public static final MediaType DOCKER_IMAGE = new MediaType("application/vnd.docker.distribution.manifest.v2+json");
    public static final MediaType DOCKER_LIST =
            new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
    public static final MediaType OCI_IMAGE = new MediaType("application/vnd.oci.image.manifest.v1+json");
    public static final MediaType OCI_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    public static final MediaType DOCKER_SCHEMA1 =
            new MediaType("application/vnd.docker.distribution.manifest.v1+json");
    public static final MediaType DOCKER_SCHEMA1_SIGNED =
            new MediaType("application/vnd.docker.distribution.manifest.v1+prettyjws");

    /** What a registry must be told to accept: it answers 404 for a stored type that is not named. */
    public static final List<MediaType> MANIFESTS =
            List.of(DOCKER_IMAGE, DOCKER_LIST, OCI_IMAGE, OCI_INDEX, DOCKER_SCHEMA1_SIGNED, DOCKER_SCHEMA1);

    private static final Set<String> IMAGE_CONFIGS =
            Set.of("application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json");

    private static final Set<String> NOT_DISTRIBUTABLE = Set.of(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd");

    /** Whether it is the configuration of a runnable image, and not of some other artifact. */
    public boolean isImageConfig() {
        return IMAGE_CONFIGS.contains(value);
    }

    /** Whether it is that of a manifest; not of a blob that an index lists, as BuildKit's caches do. */
    public boolean isManifest() {
        return MANIFESTS.contains(this);
    }

    /** A layer that need not be uploaded; {@code urls} alone do not make one (image-spec, layer.md, "Non-Distributable Layers"). */
    public boolean isNotDistributable() {
        return NOT_DISTRIBUTABLE.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
