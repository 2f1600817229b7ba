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
 * @param blobs of an image: config and layers without duplicates, foreign layers left out
 */
public record ResolvedManifest(Digest digest, MediaType mediaType, long size, List<Digest> children, List<Blob> blobs) {
    public ResolvedManifest {
        children = List.copyOf(children);
        blobs = List.copyOf(blobs);
    }
}
