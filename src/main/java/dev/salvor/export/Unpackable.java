// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Manifest;

/** Whether engines can unpack an image: one that they cannot ends their import, and those behind it are not loaded. */
final class Unpackable {
    private Unpackable() {}

    /** Containerd takes of an index what is for its platform. */
    static boolean byContainerd(Manifest manifest) {
        return !(manifest instanceof Manifest.Image image)
                || !image.isArtifact() && image.layers().stream().allMatch(Unpackable::isCarriedLayer);
    }

    /** Docker 20.10 takes layers packed by zstd for broken ones. */
    static boolean byDocker(Manifest.Image image) {
        return byContainerd(image)
                && image.layers().stream()
                        .noneMatch(layer -> layer.mediaType().value().endsWith("zstd"));
    }

    /** A signature of cosign calls itself an image, but for its layer. */
    private static boolean isCarriedLayer(Descriptor layer) {
        return !layer.isForeign() && layer.mediaType().value().contains(".tar");
    }
}
