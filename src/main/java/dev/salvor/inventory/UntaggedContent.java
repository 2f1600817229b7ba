// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.List;

/**
 * Revisions that no tag reaches, in repositories that have tags.
 *
 * @param revisions sorted by repository, then by digest
 * @param bytes of those that are whole, each part once, without what the images of the inventory have as well
 */
public record UntaggedContent(List<Revision> revisions, long bytes) {
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
        return new UntaggedContent(List.of(), 0);
    }

    /** How many repositories have some. */
    public long repositories() {
        return revisions.stream().map(Revision::repository).distinct().count();
    }
}
