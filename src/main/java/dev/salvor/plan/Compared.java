// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.outcome.Outcome;
import dev.salvor.source.ScannedTag;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How a repository of the source differs from its counterpart on the target. */
public sealed interface Compared {

    /** Whether the target has nothing of the repository for certain. */
    default boolean isNew() {
        return switch (this) {
            case Answered answered -> answered.listing() == Listing.NO_REPOSITORY;
            case ProjectMissing _ -> true;
        };
    }

    /** The same of other tags, where it has nothing. */
    default Compared newWith(List<ScannedTag> tags) {
        return switch (this) {
            case Answered _ -> Answered.noRepository(tags);
            case ProjectMissing its -> its;
        };
    }

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
     * @param lists those of them that are on both sides, may list referrers, and may list others there: such lists are united
     */
    record Answered(
            Listing listing,
            List<ScannedTag> toPush,
            List<ScannedTag> there,
            Map<ScannedTag, Outcome> settled,
            Set<ScannedTag> lists)
            implements Compared {
        public Answered {
            toPush = List.copyOf(toPush);
            there = List.copyOf(there);
            settled = Map.copyOf(settled);
            lists = Set.copyOf(lists);
        }

        /** What a new repository lacks. */
        static Answered noRepository(List<ScannedTag> tags) {
            return new Answered(Listing.NO_REPOSITORY, tags, List.of(), Map.of(), Set.of());
        }

        /**
         * The same, once it is known of lists what they lack there.
         *
         * @param whole have all entries there
         * @param lacking have not
         */
        Answered with(Collection<ScannedTag> whole, Collection<ScannedTag> lacking) {
            Set<ScannedTag> known = new HashSet<>(whole);
            known.addAll(lacking);
            Map<ScannedTag, Outcome> ended = new HashMap<>(settled);
            ended.keySet().removeAll(known);
            whole.forEach(tag -> ended.put(tag, new Outcome.AlreadyThere(true)));
            return new Answered(
                    listing,
                    Stream.concat(without(toPush, known), lacking.stream()).toList(),
                    without(there, known).toList(),
                    ended,
                    Set.of());
        }

        private static Stream<ScannedTag> without(List<ScannedTag> tags, Set<ScannedTag> known) {
            return tags.stream().filter(tag -> !known.contains(tag));
        }
    }

    /** By Harbor's own word there is no such project: it can have no image then, and may be created before the push. */
    record ProjectMissing() implements Compared {}
}
