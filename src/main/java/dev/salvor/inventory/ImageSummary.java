// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedTag;
import java.util.Optional;

/**
 * An image of the storage, and what it consists of.
 *
 * @param link digest and age of the tag; empty if its link gives no digest, or it is named by its digest
 */
public record ImageSummary(ImageName name, Optional<ScannedTag> link, ManifestSummary manifest) {

    /** Empty if its link gives none. */
    public Optional<Digest> digest() {
        return switch (name.reference()) {
            case Tag _ -> link.map(ScannedTag::digest);
            case Digest digest -> Optional.of(digest);
        };
    }
}
