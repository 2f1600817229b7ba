// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;

/** A blob in an index, where manifests are meant to be: BuildKit's registry caches are such indexes (image-manifest=false). */
public final class IndexedBlob {
    private IndexedBlob() {}

    /** By its type, unless the storage has it as a manifest of this repository. */
    public static boolean is(Descriptor child, RepositoryName repository, ImageSource source) {
        boolean isManifest =
                child.mediaType().value().isEmpty() || child.mediaType().isManifest();
        return !isManifest && source.revision(repository, child.digest()).isEmpty();
    }
}
