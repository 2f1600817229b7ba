// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * A repository that a manifest was pushed to once. All may be deleted since: then it has no tags and is not untagged.
 *
 * @param name its name
 * @param tags the tags that have a digest, sorted
 * @param broken the tags that have none, sorted
 * @param untagged whether it has revisions but no tag directory at all, as Harbor leaves it since 2.15 (protocol.md §1.11)
 * @param unnamed what it has besides its tags; empty where nobody has looked
 */
public record ScannedRepository(
        RepositoryName name,
        List<ScannedTag> tags,
        List<BrokenTag> broken,
        boolean untagged,
        Optional<Unnamed> unnamed) {
    public ScannedRepository {
        tags = List.copyOf(tags);
        broken = List.copyOf(broken);
    }

    /** Where nobody has looked for what has no tag. */
    public ScannedRepository(RepositoryName name, List<ScannedTag> tags, List<BrokenTag> broken, boolean untagged) {
        this(name, tags, broken, untagged, Optional.empty());
    }

    /** One of its tags that have a digest. */
    public Optional<ScannedTag> find(Tag tag) {
        int from = 0;
        int to = tags.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (tags.get(middle).tag().compareTo(tag) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < tags.size() && tags.get(from).tag().equals(tag) ? Optional.of(tags.get(from)) : Optional.empty();
    }
}
