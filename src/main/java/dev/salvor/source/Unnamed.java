// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a repository has besides its tags, where somebody has looked.
 *
 * @param revisions all that no tag reaches, neither itself nor through an index, and that nobody deleted on purpose; referrers, too; sorted
 * @param late of these, what a whole list does not know, so that tags of it may have moved; neither children nor referrers
 * @param deleted how many would have got a name, had they not been deleted on purpose
 * @param stale whether the links are out of date
 */
public record Unnamed(SortedSet<Digest> revisions, List<Digest> late, long deleted, Optional<StaleTags> stale) {
    public Unnamed {
        revisions = Collections.unmodifiableSortedSet(revisions);
        late = List.copyOf(late);
    }

    /** Whether there is a reason to doubt the tags. */
    public boolean isDoubtful() {
        return !late.isEmpty() || stale.isPresent();
    }
}
