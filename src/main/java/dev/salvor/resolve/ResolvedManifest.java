// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import java.util.List;

/**
 * A manifest whose parts are all on disk. Its bytes are read again when they are sent.
 *
 * @param size of its bytes
 * @param children of an index: manifests that must be in the repository before it
 * @param blobs without duplicates: config and layers of an image; of an index that lists blobs, as BuildKit's caches do, those
 * @param foreign its layers that clients get from elsewhere
 */
public record ResolvedManifest(
        Digest digest, MediaType mediaType, long size, List<Digest> children, List<Blob> blobs, Foreign foreign) {
    public ResolvedManifest {
        children = List.copyOf(children);
        blobs = List.copyOf(blobs);
    }

    /** Without foreign layers. */
    public ResolvedManifest(Digest digest, MediaType mediaType, long size, List<Digest> children, List<Blob> blobs) {
        this(digest, mediaType, size, children, blobs, new Foreign(false, List.of()));
    }

    /**
     * Layers that have {@code urls}, and a type that says that registries need not hold them.
     *
     * @param any whether there are some
     * @param leftOut those that the source does not hold
     */
    public record Foreign(boolean any, List<Digest> leftOut) {
        public Foreign {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Whether it is an index, and lists blobs. */
    public boolean isIndexOfBlobs() {
        boolean isIndex = mediaType.equals(MediaType.OCI_INDEX) || mediaType.equals(MediaType.DOCKER_LIST);
        return isIndex && !blobs.isEmpty();
    }
}
