// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares one repository with the target: one listing, and if the content counts, a HEAD for each common tag whose digest is not listed. */
final class RepositoryComparer {
    private final Registry registry;
    private final ComparePolicy policy;
    private final TagDigests digests;

    RepositoryComparer(Registry registry, ComparePolicy policy, TagDigests digests) {
        this.registry = registry;
        this.policy = policy;
        this.digests = digests;
    }

    /** What is known of a tag on the target. */
    private sealed interface Found {
        record State(ManifestState state) implements Found {}

        record Untold(Refusal refusal) implements Found {}
    }

    Compared.Answered compare(RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        if (!policy.byDigest()) {
            Optional<Set<Tag>> listing = registry.tags(target);
            return new Compared.Answered(listing.isPresent(), without(tags, listing), within(tags, listing), Map.of());
        }
        Map<Tag, Digest> told = digests.of(target, tags.size());
        boolean toldAll = tags.stream().allMatch(tag -> told.containsKey(tag.tag()));
        Optional<Set<Tag>> listing = toldAll ? Optional.of(told.keySet()) : registry.tags(target);
        List<ScannedTag> toPush = new ArrayList<>(without(tags, listing));
        List<ScannedTag> there = new ArrayList<>();
        Map<ScannedTag, Outcome> settled = new HashMap<>();
        Map<ScannedTag, Found> found =
                Parallel.map(within(tags, listing), tag -> find(target, tag.tag(), told.get(tag.tag())));
        found.forEach((tag, what) -> {
            switch (what) {
                // listed, but there is nothing, or nothing whole: see GhostTags
                case Found.State(ManifestState.Absent _), Found.State(ManifestState.Broken _) -> toPush.add(tag);
                case Found.State(ManifestState.There(Digest digest)) when digest.equals(tag.digest()) -> there.add(tag);
                case Found.State(ManifestState.There _)
                when policy.onConflict() == ComparePolicy.OnConflict.OVERWRITE -> toPush.add(tag);
                case Found.State(ManifestState.There(Digest digest)) ->
                    settled.put(tag, new Outcome.Conflict(tag.digest(), digest));
                case Found.Untold(Refusal refusal) -> settled.put(tag, new Outcome.Refused(refusal));
            }
        });
        return new Compared.Answered(listing.isPresent(), toPush, there, settled);
    }

    private static List<ScannedTag> within(List<ScannedTag> tags, Optional<Set<Tag>> listing) {
        Set<Tag> listed = listing.orElse(Set.of());
        return tags.stream().filter(tag -> listed.contains(tag.tag())).toList();
    }

    private static List<ScannedTag> without(List<ScannedTag> tags, Optional<Set<Tag>> listing) {
        Set<Tag> listed = listing.orElse(Set.of());
        return tags.stream().filter(tag -> !listed.contains(tag.tag())).toList();
    }

    /**
     * What is refused of one tag only says nothing of the others.
     *
     * @param told its digest, null if only a request can tell it
     */
    private Found find(RepositoryName target, Tag tag, Digest told) throws RefusedException {
        if (told != null) {
            return new Found.State(new ManifestState.There(told));
        }
        try {
            return new Found.State(registry.manifest(target, tag));
        } catch (RefusedException e) {
            if (e.refusal().scope() == Refusal.Scope.IMAGE) {
                return new Found.Untold(e.refusal());
            }
            throw e;
        }
    }
}
