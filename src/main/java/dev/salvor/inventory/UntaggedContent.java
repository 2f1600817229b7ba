// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.UntaggedCount;
import java.util.List;

/**
 * Revisions that no tag reaches, in repositories that have tags.
 *
 * @param revisions sorted by repository, then by digest; without referrers of the images of the inventory, which a push takes along
 * @param referrers how many those are
 * @param bytes of the revisions that are whole, each part once, without what the images of the inventory have as well
 */
public record UntaggedContent(List<Revision> revisions, long referrers, long bytes) {
    public UntaggedContent {
        revisions = List.copyOf(revisions);
    }

    /** A manifest of a repository. */
    public record Revision(RepositoryName repository, Digest digest) {
        @Override
        public String toString() {
            return repository + "@" + digest;
        }
    }

    static UntaggedContent none() {
        return new UntaggedContent(List.of(), 0, 0);
    }

    public UntaggedCount count() {
        long repositories =
                revisions.stream().map(Revision::repository).distinct().count();
        return new UntaggedCount(revisions.size(), repositories, bytes);
    }
}
