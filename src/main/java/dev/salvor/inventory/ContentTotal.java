// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.content.UniqueContent;
import dev.salvor.image.Blob;
import dev.salvor.resolve.ResolvedManifest;
import java.util.List;

/** Counts the manifests and blobs of images, however many share them; from any thread. */
public final class ContentTotal {
    private final UniqueContent manifests = new UniqueContent();
    private final UniqueContent blobs = new UniqueContent();

    /** @param bytes of manifests and blobs together */
    public record Sum(long manifests, long blobs, long bytes) {}

    /** Adds the manifests of an image with their blobs; returns the bytes of that image, each of its parts once. */
    long add(List<ResolvedManifest> image) {
        UniqueContent parts = new UniqueContent();
        for (ResolvedManifest manifest : image) {
            parts.add(manifest.digest(), manifest.size());
            manifests.add(manifest.digest(), manifest.size());
            for (Blob blob : manifest.blobs()) {
                parts.add(blob.digest(), blob.size());
                blobs.add(blob.digest(), blob.size());
            }
        }
        return parts.bytes();
    }

    Sum sum() {
        return new Sum(manifests.count(), blobs.count(), manifests.bytes() + blobs.bytes());
    }
}
