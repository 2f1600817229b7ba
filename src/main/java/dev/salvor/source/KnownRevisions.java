// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Digest;
import java.util.Set;

/**
 * What a list knows of the revisions of a repository, tagged or not.
 *
 * @param kept those that the registry had
 * @param deleted those that were deleted there on purpose, and whose files may be left
 * @param isWhole whether it knew all: then what is in neither was pushed after the list was made
 */
public record KnownRevisions(Set<Digest> kept, Set<Digest> deleted, boolean isWhole) {
    public KnownRevisions {
        kept = Set.copyOf(kept);
        deleted = Set.copyOf(deleted);
    }

    /** Deleted, and not pushed again. */
    public boolean isDeleted(Digest revision) {
        return deleted.contains(revision) && !kept.contains(revision);
    }

    /** Pushed after the list was made. */
    public boolean isLate(Digest revision) {
        return isWhole && !kept.contains(revision) && !deleted.contains(revision);
    }
}
