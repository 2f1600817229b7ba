// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Pushes one image after another: blobs, then child manifests by digest, then the manifest by its tag. */
final class ImagePush {
    private final Function<RepositoryName, TargetRepository> opening;
    private final Supply supply;
    private final ReferrerLists lists;
    private final Verification verification;
    private final ComparePolicy.OnConflict onConflict;
    private final RefusedKinds kinds;
    private final ConcurrentMap<RepositoryName, TargetRepository> repositories = new ConcurrentHashMap<>();

    /** @param opening makes what is to be known of a repository of the target, once for each */
    ImagePush(
            Function<RepositoryName, TargetRepository> opening,
            Supply supply,
            ReferrerLists lists,
            Verification verification,
            ComparePolicy.OnConflict onConflict,
            RefusedKinds kinds) {
        this.kinds = kinds;
        this.opening = opening;
        this.supply = supply;
        this.lists = lists;
        this.verification = verification;
        this.onConflict = onConflict;
    }

    /**
     * To be called in a slot.
     *
     * @return that it was pushed; or what is there under its tag already
     */
    Outcome push(ResolvedImage image) throws RefusedException, SourceFaultException, InterruptedException {
        TargetRepository repository = repository(image.target());
        if (!repository.has(image.root())) {
            kinds.requireTaken(image);
            List<ResolvedManifest> children = new ArrayList<>();
            for (ResolvedManifest child : image.children()) {
                if (!repository.has(child)) {
                    children.add(child);
                }
            }
            Set<Blob> needed = new LinkedHashSet<>(image.root().blobs());
            children.forEach(child -> needed.addAll(child.blobs()));
            supply.bring(repository, image, needed);
            for (ResolvedManifest child : children) {
                put(
                        repository,
                        image,
                        child,
                        () -> repository.putChild(image.name().repository(), child));
            }
        }
        return switch (image.name().reference()) {
            case Tag tag -> {
                Optional<Outcome> asList = lists.push(repository, image, tag);
                yield asList.isPresent() ? asList.get() : putTagged(repository, image);
            }
            case Digest _ -> putByDigest(repository, image);
        };
    }

    /** What is known of a repository of the target, and to be used by all that change it. */
    TargetRepository repository(RepositoryName name) {
        return repositories.computeIfAbsent(name, opening);
    }

    /** What is there by its digest is the same, and is not linked again (rule 1). */
    private Outcome putByDigest(TargetRepository repository, ResolvedImage image)
            throws RefusedException, SourceFaultException, InterruptedException {
        boolean isMissing = !repository.has(image.root());
        if (isMissing) {
            put(
                    repository,
                    image,
                    image.root(),
                    () -> repository.putChild(image.name().repository(), image.root()));
            repository.verify(image.manifests(), verification);
        }
        Optional<Tag> list = lists.of(repository, image);
        boolean isUnlisted = list.isPresent() && lists.add(repository, image, list.get());
        return isMissing || isUnlisted ? new Outcome.Pushed() : new Outcome.AlreadyThere(true);
    }

    private void put(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Supply.Put put)
            throws RefusedException, SourceFaultException, InterruptedException {
        try {
            supply.put(repository, image, manifest, put);
        } catch (RefusedException e) {
            RefusedException refused = UnusualManifest.of(manifest, e);
            kinds.note(image.name().repository(), manifest, refused.refusal());
            throw refused;
        }
    }

    private Outcome putTagged(TargetRepository repository, ResolvedImage image)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (onConflict != ComparePolicy.OnConflict.OVERWRITE
                && repository.tags().before(image.name().reference()) instanceof ManifestState.There(Digest there)) {
            return met(image, there);
        }
        try {
            ResolvedManifest root = image.root();
            put(
                    repository,
                    image,
                    root,
                    () -> repository.putTagged(
                            image.name().repository(), root, image.name().reference()));
            repository.verify(image.manifests(), verification);
            return new Outcome.Pushed(List.copyOf(image.leftOut()));
        } catch (RefusedException e) {
            if (e.refusal().reason() != Refusal.Reason.IMMUTABLE) {
                throw e;
            }
            return immutable(repository, image, e);
        }
    }

    /** The target has something under the tag, whatever the plan knew. */
    private static Outcome met(ResolvedImage image, Digest there) {
        Digest wanted = image.root().digest();
        return there.equals(wanted) ? new Outcome.AlreadyThere(true) : new Outcome.Conflict(wanted, there);
    }

    /**
     * Harbor refuses to push an immutable tag again even if it is right (harbor-live.md §1). If it is not, and the user wants it
     * overwritten, that was refused: a conflict would be one to leave as it is.
     */
    private Outcome immutable(TargetRepository repository, ResolvedImage image, RefusedException refused)
            throws RefusedException {
        Digest wanted = image.root().digest();
        return switch (repository.state(image.name().reference())) {
            case ManifestState.There(Digest there)
            when onConflict == ComparePolicy.OnConflict.OVERWRITE && !there.equals(wanted) ->
                new Outcome.Refused(refused.refusal());
            case ManifestState.There(Digest there) -> met(image, there);
            case ManifestState.Absent _, ManifestState.Broken _ -> throw refused;
        };
    }
}
