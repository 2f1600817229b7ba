// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** Directories with images in them that are no registry's storage. Some look like one: they have a directory of the same name. */
enum OtherStore {
    CONTAINERD(
            "what containerd keeps on a node: ctr -n k8s.io images ls lists it, and ctr images push or nerdctl push sends it",
            directory -> Glance.has(directory, "io.containerd.content.v1.content")
                    || Glance.has(directory, "io.containerd.metadata.v1.bolt")
                    || directory.endsWith("io.containerd.content.v1.content")
                    || Glance.has(directory, "blobs", "ingest") && !Glance.has(directory, "repositories"),
            true),
    REGISTRY_V1(
            "the storage of a registry of version 1 (docker-registry 0.9, in Python): serve it with that, pull, and push to a newer"
                    + " one, as docker/migrator does",
            directory -> Glance.has(directory, "images")
                    && !Glance.has(directory, "blobs")
                    && Glance.hasTagsOfVersion1(directory),
            true),
    MINIO(
            "the disk of a MinIO server, whose objects are no plain files: copy the bucket out through MinIO (mc mirror, rclone"
                    + " copy), and give that copy",
            directory -> Glance.hasObjects(directory) || Glance.has(directory, ".minio.sys"),
            true),
    DOCKER(
            "what Docker keeps on a machine: docker push, or docker save and skopeo copy docker-archive:, send its images",
            Glance::hasDriverOfDocker,
            false),
    PODMAN(
            "what Podman, Buildah or CRI-O keep on a machine: podman --root DIRECTORY images lists it, podman push sends it",
            directory -> Glance.has(directory, "overlay-images") || Glance.has(directory, "vfs-images"),
            false),
    CHARTS(
            "Helm charts (ChartMuseum's, or Harbor's chart_storage), no images: helm push sends each file to an OCI registry",
            Glance::hasCharts,
            false);

    private final String description;
    private final Predicate<Path> test;
    /** Whether it may have the directories of a storage as well, so that it must be told from one. */
    private final boolean resembling;

    OtherStore(String description, Predicate<Path> test, boolean resembling) {
        this.description = description;
        this.test = test;
        this.resembling = resembling;
    }

    /** What a directory is instead; empty if that is not known. */
    static Optional<OtherStore> of(Path directory) {
        return Arrays.stream(values()).filter(each -> each.test.test(directory)).findFirst();
    }

    /** Whether a directory that looks like {@code v2} is something else. */
    static boolean isMistakenFor(Path v2) {
        return isOciLayout(v2) || Arrays.stream(values()).anyMatch(each -> each.resembling && each.test.test(v2));
    }

    /** It has its directory of blobs as well. */
    private static boolean isOciLayout(Path v2) {
        return Glance.has(v2, "oci-layout") || Glance.has(v2, "index.json", "blobs") && !Glance.has(v2, "repositories");
    }

    /** A sentence. */
    String sentence() {
        return "It is " + description + ".";
    }
}
