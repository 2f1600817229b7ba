// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import java.time.Instant;

/**
 * A tag and what it points to. Whether the storage has that manifest is not known yet.
 *
 * @param tag its name
 * @param digest of the manifest
 * @param modified when the tag was last moved: the modification time of its link, or what a list of names says
 * @param origin who says so
 */
public record ScannedTag(Tag tag, Digest digest, Instant modified, TagOrigin origin) {

    /** Whether it is told when it was moved: a list of names may not say so, and tars are written without times to be the same each time. */
    public boolean isDated() {
        return !modified.equals(Instant.EPOCH);
    }

    /** By a link. */
    public ScannedTag(Tag tag, Digest digest, Instant modified) {
        this(tag, digest, modified, new TagOrigin.Link());
    }
}
