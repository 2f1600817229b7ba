// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.source.TagOrigin;
import java.util.Optional;

/**
 * An image with its verdict.
 *
 * @param digest of its manifest; empty if the link of the tag gives none
 * @param origin who says that the name stands for it
 */
public record VerifiedImage(ImageName name, Optional<Digest> digest, ImageVerdict verdict, TagOrigin origin) {
    /** Whose name, if it has one, is by a link. */
    public VerifiedImage(ImageName name, Optional<Digest> digest, ImageVerdict verdict) {
        this(name, digest, verdict, new TagOrigin.Link());
    }

    /** Whether something of it is lost: neither by nature, nor only known not to stay as it is. */
    public boolean isDamaged() {
        return verdict instanceof ImageVerdict.Damaged || verdict instanceof ImageVerdict.Partly;
    }
}
