// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.ImageResult;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    /**
     * One repository, compared.
     *
     * @param listed whether the target answered with a listing, be it empty
     * @param toPush missing tags, and conflicting ones that are to be overwritten
     * @param there tags that are on both sides with the same digest, or by name if that is enough
     * @param settled tags that stay as they are on the target: conflicts, and those that it does not tell about
     */
    record Result(boolean listed, List<ScannedTag> toPush, List<ScannedTag> there, List<ImageResult> settled) {}

    /** What is known of a tag on the target. */
    private sealed interface Found {
        record State(ManifestState state) implements Found {}

        record Untold(Refusal refusal) implements Found {}
    }

    Result compare(RepositoryName source, RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        if (!policy.byDigest()) {
            Optional<Set<Tag>> listing = registry.tags(target);
            Comparison comparison = Comparison.of(tags, listing.orElse(Set.of()));
            return new Result(listing.isPresent(), comparison.missing(), comparison.common(), List.of());
        }
        Map<Tag, Digest> told = digests.of(target, tags.size());
        boolean toldAll = tags.stream().allMatch(tag -> told.containsKey(tag.tag()));
        Optional<Set<Tag>> listing = toldAll ? Optional.of(told.keySet()) : registry.tags(target);
        Comparison comparison = Comparison.of(tags, listing.orElse(Set.of()));
        List<ScannedTag> toPush = new ArrayList<>(comparison.missing());
        List<ScannedTag> there = new ArrayList<>();
        List<ImageResult> settled = new ArrayList<>();
        Map<Tag, Found> found = find(target, comparison.common(), told);
        for (ScannedTag tag : comparison.common()) {
            switch (found.get(tag.tag())) {
                // listed, but there is nothing, or nothing whole: see GhostTags
                case Found.State(ManifestState.Absent _), Found.State(ManifestState.Broken _) -> toPush.add(tag);
                case Found.State(ManifestState.There(Digest digest)) when digest.equals(tag.digest()) -> there.add(tag);
                case Found.State(ManifestState.There _)
                when policy.onConflict() == ComparePolicy.OnConflict.OVERWRITE -> toPush.add(tag);
                case Found.State(ManifestState.There(Digest digest)) ->
                    settled.add(result(source, tag, new Outcome.Conflict(tag.digest(), digest)));
                case Found.Untold(Refusal refusal) -> settled.add(result(source, tag, new Outcome.Refused(refusal)));
            }
        }
        return new Result(listing.isPresent(), toPush, there, settled);
    }

    private static ImageResult result(RepositoryName source, ScannedTag tag, Outcome outcome) {
        return new ImageResult(new ImageName(source, tag.tag()), Optional.of(tag.digest()), outcome);
    }

    private Map<Tag, Found> find(RepositoryName target, List<ScannedTag> tags, Map<Tag, Digest> told)
            throws RefusedException, InterruptedException {
        Map<Tag, Future<ManifestState>> asked = new HashMap<>();
        Map<Tag, Found> found = new HashMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ScannedTag each : tags) {
                Tag tag = each.tag();
                if (told.containsKey(tag)) {
                    found.put(tag, new Found.State(new ManifestState.There(told.get(tag))));
                } else {
                    asked.put(tag, tasks.submit(() -> registry.manifest(target, tag)));
                }
            }
            for (Map.Entry<Tag, Future<ManifestState>> each : asked.entrySet()) {
                found.put(each.getKey(), join(each.getValue(), tasks));
            }
        }
        return found;
    }

    /** What is refused of one tag only says nothing of the others. */
    private static Found join(Future<ManifestState> answer, ExecutorService tasks)
            throws RefusedException, InterruptedException {
        try {
            return new Found.State(answer.get());
        } catch (InterruptedException e) {
            tasks.shutdownNow();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                if (refused.refusal().scope() == Refusal.Scope.IMAGE) {
                    return new Found.Untold(refused.refusal());
                }
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
