// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.outcome.Outcome;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Map;

/** How a repository of the source differs from its counterpart on the target. */
public sealed interface Compared {

    /** What became of the question for all tags of a repository. */
    enum Listing {
        /** It has the repository. */
        READ,
        /** It says that it has none. */
        NO_REPOSITORY,
        /** It does not tell, so a repository may be there or not; many registries answer so for one that is not there yet. */
        UNTOLD
    }

    /**
     * Each tag is in one of the three.
     *
     * @param listing what the target said of the repository as a whole
     * @param toPush missing tags, and conflicting ones that are to be overwritten
     * @param there tags that are on both sides with the same digest, or by name if that is enough
     * @param settled tags that stay as they are on the target: conflicts, and those that it does not tell about
     */
    record Answered(Listing listing, List<ScannedTag> toPush, List<ScannedTag> there, Map<ScannedTag, Outcome> settled)
            implements Compared {
        public Answered {
            toPush = List.copyOf(toPush);
            there = List.copyOf(there);
            settled = Map.copyOf(settled);
        }
    }

    /** By Harbor's own word there is no such project: it can have no image then, and may be created before the push. */
    record ProjectMissing() implements Compared {}
}
