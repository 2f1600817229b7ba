// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.source.LinkRepair;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What stands in for the links of a storage that give no digest, and for which tags it did; from any thread. */
final class TagRepair {
    private final TagIndex index;
    private final LinkRepair policy;
    private final Set<ImageName> repaired = ConcurrentHashMap.newKeySet();

    TagRepair(LinkReader links, LinkRepair policy) {
        this.index = new TagIndex(links);
        this.policy = policy;
    }

    /**
     * What a tag is taken to point to.
     *
     * @param modified when the tag was moved there, as well as that is known
     * @param words what was done, to follow what is wrong
     */
    record StandIn(Digest digest, Instant modified, String words) {}

    /** @param link that gives no digest */
    Optional<StandIn> of(Path tag, Link link) {
        Optional<StandIn> only =
                isOverwritten(link) ? index.only(tag).map(entry -> only(entry, link)) : Optional.empty();
        return only.or(() -> policy == LinkRepair.NEWEST_ENTRY
                ? index.newest(tag)
                        .map(entry -> new StandIn(
                                entry.digest(),
                                entry.modified(),
                                "read as " + entry.digest() + ", the newest entry of the tag's index"))
                : Optional.empty());
    }

    /** A link that is not there may have been deleted, and one that cannot be read may say something else. */
    private static boolean isOverwritten(Link link) {
        return switch (link) {
            case Link.Empty _, Link.Damaged _ -> true;
            case Link.Readable _, Link.Missing _, Link.Unreadable _ -> false;
        };
    }

    private static StandIn only(TagIndex.Entry entry, Link link) {
        Instant modified = link instanceof Link.Empty(Instant emptied) ? emptied : entry.modified();
        return new StandIn(
                entry.digest(), modified, "read as " + entry.digest() + ", the one entry of the tag's index");
    }

    /** What could stand in and does not, for messages; may be empty. */
    String candidate(Path tag) {
        return index.newest(tag)
                .map(entry -> "; the newest digest in its index, which is not used, is " + entry.digest())
                .orElse("");
    }

    void note(ImageName tag) {
        repaired.add(tag);
    }

    boolean has(ImageName tag) {
        return repaired.contains(tag);
    }
}
