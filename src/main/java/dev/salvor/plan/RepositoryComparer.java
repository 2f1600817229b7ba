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
import dev.salvor.registry.TagListing;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares one repository with the target: one listing, and if the content counts, a HEAD for each common tag whose digest is not listed. */
final class RepositoryComparer {
    private final Registry registry;
    private final ComparePolicy policy;
    private final TagDigests digests;
    private final boolean hasProjects;

    /** @param hasProjects whether a listing may be refused because its project is missing, which is a fact: Harbor's */
    RepositoryComparer(Registry registry, ComparePolicy policy, TagDigests digests, boolean hasProjects) {
        this.hasProjects = hasProjects;
        this.registry = registry;
        this.policy = policy;
        this.digests = digests;
    }

    /** What is known of a tag on the target. */
    private sealed interface OnTarget {
        record State(ManifestState state) implements OnTarget {}

        record Untold(Refusal refusal) implements OnTarget {}
    }

    Compared.Answered compare(RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        Map<Tag, Digest> told = policy.byDigest() && !tags.isEmpty()
                ? digests.of(target, tags.size()).orElse(Map.of())
                : Map.of();
        boolean toldAll =
                policy.byDigest() && !tags.isEmpty() && tags.stream().allMatch(tag -> told.containsKey(tag.tag()));
        TagListing listing = toldAll ? new TagListing.Listed(told.keySet()) : registry.tagListing(target);
        return switch (listing) {
            case TagListing.Listed(Set<Tag> names) -> {
                List<ScannedTag> missing =
                        tags.stream().filter(tag -> !names.contains(tag.tag())).toList();
                List<ScannedTag> common =
                        tags.stream().filter(tag -> names.contains(tag.tag())).toList();
                yield policy.byDigest()
                        ? byContent(Compared.Listing.READ, target, missing, common, told)
                        : byName(target, missing, common);
            }
            case TagListing.NoRepository _ -> Compared.Answered.noRepository(tags);
            case TagListing.Unknown(Refusal refusal) -> {
                if (isFact(refusal) || refusal.status() == 0 && refusal.reason() != Refusal.Reason.UNEXPECTED) {
                    throw new RefusedException(refusal);
                }
                yield byContent(Compared.Listing.UNTOLD, target, List.of(), tags, Map.of());
            }
        };
    }

    /** A name that salvor made says nothing of what the target has under it: these are compared by digest. */
    private Compared.Answered byName(RepositoryName target, List<ScannedTag> missing, List<ScannedTag> common)
            throws RefusedException, InterruptedException {
        Map<Boolean, List<ScannedTag>> derived = common.stream()
                .collect(Collectors.partitioningBy(tag -> tag.origin().isDerived()));
        if (derived.get(true).isEmpty()) {
            return new Compared.Answered(Compared.Listing.READ, missing, common, Map.of(), lists(common));
        }
        Compared.Answered compared = byContent(Compared.Listing.READ, target, missing, derived.get(true), Map.of());
        List<ScannedTag> there = new ArrayList<>(derived.get(false));
        Map<ScannedTag, Outcome> settled = new HashMap<>(compared.settled());
        compared.there().forEach(tag -> settled.put(tag, new Outcome.AlreadyThere(true)));
        return new Compared.Answered(Compared.Listing.READ, compared.toPush(), there, settled, lists(there));
    }

    /** @param open tags that a HEAD each is to tell of, unless it is told already */
    private Compared.Answered byContent(
            Compared.Listing listing,
            RepositoryName target,
            List<ScannedTag> missing,
            List<ScannedTag> open,
            Map<Tag, Digest> told)
            throws RefusedException, InterruptedException {
        List<ScannedTag> toPush = new ArrayList<>(missing);
        List<ScannedTag> there = new ArrayList<>();
        Map<ScannedTag, Outcome> settled = new HashMap<>();
        List<ScannedTag> other = new ArrayList<>();
        boolean untold = listing == Compared.Listing.UNTOLD;
        Map<ScannedTag, OnTarget> found = Parallel.map(open, tag -> find(target, tag.tag(), told.get(tag.tag())));
        found.forEach((tag, what) -> {
            switch (what) {
                // listed, but there is nothing, or nothing whole: see GhostTags
                case OnTarget.State(ManifestState.Absent _), OnTarget.State(ManifestState.Broken _) -> toPush.add(tag);
                case OnTarget.State(ManifestState.There(Digest digest))
                when digest.equals(tag.digest()) -> {
                    if (untold) {
                        settled.put(tag, new Outcome.AlreadyThere(true));
                    } else {
                        there.add(tag);
                    }
                }
                case OnTarget.State(ManifestState.There _)
                when policy.onConflict() == ComparePolicy.OnConflict.OVERWRITE -> {
                    toPush.add(tag);
                    other.add(tag);
                }
                case OnTarget.State(ManifestState.There(Digest digest)) -> {
                    settled.put(tag, new Outcome.Conflict(tag.digest(), digest));
                    other.add(tag);
                }
                // who may neither list nor look may still push: that has the last word
                case OnTarget.Untold _ when untold -> toPush.add(tag);
                case OnTarget.Untold(Refusal refusal) -> settled.put(tag, new Outcome.Refused(refusal));
            }
        });
        return new Compared.Answered(listing, toPush, there, settled, lists(other));
    }

    private static Set<ScannedTag> lists(List<ScannedTag> tags) {
        return tags.stream().filter(tag -> ReferrerTag.isList(tag.tag())).collect(Collectors.toSet());
    }

    /**
     * What is refused of one tag only says nothing of the others.
     *
     * @param told its digest, null if only a request can tell it
     */
    private OnTarget find(RepositoryName target, Tag tag, Digest told) throws RefusedException {
        if (told != null) {
            return new OnTarget.State(new ManifestState.There(told));
        }
        try {
            return new OnTarget.State(registry.manifest(target, tag));
        } catch (RefusedException e) {
            return switch (e.refusal().scope()) {
                case IMAGE, TWICE, REPOSITORY -> new OnTarget.Untold(e.refusal());
                case PROJECT, RUN -> throw e;
            };
        }
    }

    /** That an account may not list says nothing of what it may push: a robot of Harbor may have the right to push only. */
    private boolean isFact(Refusal refusal) {
        return switch (refusal.reason()) {
            case PROJECT_MISSING, NAME -> hasProjects;
            default -> false;
        };
    }
}
