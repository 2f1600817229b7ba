// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.resolve.ResolvedManifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts content once, however many images share it. */
public final class UniqueContent {
    private final Set<Digest> manifests = ConcurrentHashMap.newKeySet();
    private final Set<Digest> blobs = ConcurrentHashMap.newKeySet();
    private final LongAdder bytes = new LongAdder();

    /** @param bytes of manifests and blobs together */
    public record Sum(long manifests, long blobs, long bytes) {}

    /** Adds the manifests of an image with their blobs; returns the bytes of that image, each of its parts once. */
    long add(List<ResolvedManifest> image) {
        Map<Digest, Long> parts = new HashMap<>();
        for (ResolvedManifest manifest : image) {
            parts.put(manifest.digest(), manifest.size());
            count(manifests, manifest.digest(), manifest.size());
            for (Blob blob : manifest.blobs()) {
                parts.put(blob.digest(), blob.size());
                count(blobs, blob.digest(), blob.size());
            }
        }
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    Sum sum() {
        return new Sum(manifests.size(), blobs.size(), bytes.sum());
    }

    private void count(Set<Digest> known, Digest digest, long size) {
        if (known.add(digest)) {
            bytes.add(size);
        }
    }
}
