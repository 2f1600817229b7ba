// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.source.storage.ScannedTag;
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

/** Compares one repository with the target: one listing, and a HEAD for each common tag if the content counts. */
final class RepositoryComparer {
    private final Registry registry;
    private final ComparePolicy policy;

    RepositoryComparer(Registry registry, ComparePolicy policy) {
        this.registry = registry;
        this.policy = policy;
    }

    /**
     * One repository, compared.
     *
     * @param listed whether the target answered with a listing, be it empty
     * @param toPush missing tags, and conflicting ones that are to be overwritten
     * @param there tags that are on both sides with the same digest, or by name if that is enough
     * @param conflicts tags that stay as they are on the target
     */
    record Result(boolean listed, List<ScannedTag> toPush, List<ScannedTag> there, List<ImageResult> conflicts) {}

    Result compare(RepositoryName source, RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        Optional<Set<Tag>> listing = registry.tags(target);
        Comparison comparison = Comparison.of(tags, listing.orElse(Set.of()));
        if (!policy.byDigest()) {
            return new Result(listing.isPresent(), comparison.missing(), comparison.common(), List.of());
        }
        List<ScannedTag> toPush = new ArrayList<>(comparison.missing());
        List<ScannedTag> there = new ArrayList<>();
        List<ImageResult> conflicts = new ArrayList<>();
        Map<Tag, ManifestState> states = states(target, comparison.common());
        for (ScannedTag tag : comparison.common()) {
            switch (states.get(tag.tag())) {
                // listed, but there is nothing, or nothing whole: see GhostTags
                case ManifestState.Absent _, ManifestState.Broken _ -> toPush.add(tag);
                case ManifestState.There(Digest digest) when digest.equals(tag.digest()) -> there.add(tag);
                case ManifestState.There _
                when policy.onConflict() == ComparePolicy.OnConflict.OVERWRITE -> toPush.add(tag);
                case ManifestState.There(Digest digest) ->
                    conflicts.add(result(source, tag, new Outcome.Conflict(tag.digest(), digest)));
            }
        }
        return new Result(listing.isPresent(), toPush, there, conflicts);
    }

    private static ImageResult result(RepositoryName source, ScannedTag tag, Outcome outcome) {
        return new ImageResult(new ImageName(source, tag.tag()), Optional.of(tag.digest()), outcome);
    }

    private Map<Tag, ManifestState> states(RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        Map<Tag, Future<ManifestState>> asked = new HashMap<>();
        Map<Tag, ManifestState> answered = new HashMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            tags.forEach(tag -> asked.put(tag.tag(), tasks.submit(() -> registry.manifest(target, tag.tag()))));
            for (Map.Entry<Tag, Future<ManifestState>> each : asked.entrySet()) {
                answered.put(each.getKey(), join(each.getValue(), tasks));
            }
        }
        return answered;
    }

    private static ManifestState join(Future<ManifestState> answer, ExecutorService tasks)
            throws RefusedException, InterruptedException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            tasks.shutdownNow();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
