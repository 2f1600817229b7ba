// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Pushes one image after another: blobs, then child manifests by digest, then the manifest by its tag. */
final class ImagePush {
    private final BlobPresence blobs;
    private final ManifestPusher manifests;
    private final Slots slots;
    private final PushVerifier verifier;
    private final ComparePolicy.OnConflict onConflict;
    /** By repository of the target: two repairs at once could link the same twice. */
    private final ConcurrentMap<RepositoryName, Lock> repairing = new ConcurrentHashMap<>();

    ImagePush(
            BlobPresence blobs,
            ManifestPusher manifests,
            Slots slots,
            PushVerifier verifier,
            ComparePolicy.OnConflict onConflict) {
        this.blobs = blobs;
        this.manifests = manifests;
        this.slots = slots;
        this.verifier = verifier;
        this.onConflict = onConflict;
    }

    /**
     * To be called in a slot.
     *
     * @return that it was pushed; or, of an immutable tag, what is there
     */
    Outcome push(ResolvedImage image) throws RefusedException, SourceFaultException, InterruptedException {
        if (!manifests.isThere(place(image, image.root()))) {
            List<ResolvedManifest> children = new ArrayList<>();
            for (ResolvedManifest child : image.children()) {
                if (!manifests.isThere(place(image, child))) {
                    children.add(child);
                }
            }
            Set<Blob> needed = new LinkedHashSet<>(image.root().blobs());
            children.forEach(child -> needed.addAll(child.blobs()));
            ensure(image, needed);
            for (ResolvedManifest child : children) {
                putChild(image, child);
            }
        }
        return putTagged(image);
    }

    private void ensure(ResolvedImage image, Set<Blob> needed)
            throws RefusedException, SourceFaultException, InterruptedException {
        Set<Blob> pending = needed;
        while (!pending.isEmpty()) {
            Set<Blob> later = new LinkedHashSet<>();
            List<CompletableFuture<?>> others = new ArrayList<>();
            try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Sending> sendings = pending.stream()
                        .map(blob -> new Sending(
                                blob,
                                tasks.submit(() -> blobs.ensure(image.name().repository(), image.target(), blob))))
                        .toList();
                for (Sending sending : sendings) {
                    if (join(sending.attempt(), tasks) instanceof Attempt.Busy(CompletableFuture<?> until)) {
                        later.add(sending.blob());
                        others.add(until);
                    }
                }
            }
            for (CompletableFuture<?> other : others) {
                if (!other.isDone()) {
                    slots.leaveUntil(other);
                }
            }
            pending = later;
        }
    }

    private record Sending(Blob blob, Future<Attempt> attempt) {}

    private static Attempt join(Future<Attempt> attempt, ExecutorService tasks)
            throws RefusedException, SourceFaultException, InterruptedException {
        try {
            return attempt.get();
        } catch (InterruptedException e) {
            tasks.shutdownNow();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RefusedException refused -> throw refused;
                case SourceFaultException fault -> throw fault;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void putChild(ResolvedImage image, ResolvedManifest child)
            throws RefusedException, SourceFaultException, InterruptedException {
        try {
            manifests.putChild(image.target(), child);
        } catch (RefusedException e) {
            repair(image, child, e);
            manifests.putChild(image.target(), child);
        }
    }

    private Outcome putTagged(ResolvedImage image) throws RefusedException, SourceFaultException, InterruptedException {
        try {
            putTaggedOrRepair(image);
            verifier.verify(image);
            return new Outcome.Pushed();
        } catch (RefusedException e) {
            if (e.refusal().reason() != Refusal.Reason.IMMUTABLE) {
                throw e;
            }
            return immutable(image, e);
        }
    }

    /**
     * Harbor refuses to push an immutable tag again even if it is right (harbor-live.md §1). If it is not, and the user wants it
     * overwritten, that was refused: a conflict would be one to leave as it is.
     */
    private Outcome immutable(ResolvedImage image, RefusedException refused) throws RefusedException {
        Digest wanted = image.root().digest();
        return switch (manifests.state(image.target(), image.name().tag())) {
            case ManifestState.There(Digest there) when there.equals(wanted) -> new Outcome.AlreadyThere(true);
            case ManifestState.There _
            when onConflict == ComparePolicy.OnConflict.OVERWRITE -> new Outcome.Refused(refused.refusal());
            case ManifestState.There(Digest there) -> new Outcome.Conflict(wanted, there);
            case ManifestState.Absent _, ManifestState.Broken _ -> throw refused;
        };
    }

    private void putTaggedOrRepair(ResolvedImage image)
            throws RefusedException, SourceFaultException, InterruptedException {
        try {
            manifests.putTagged(image.target(), image.root(), image.name().tag());
        } catch (RefusedException e) {
            repair(image, image.root(), e);
            manifests.putTagged(image.target(), image.root(), image.name().tag());
        }
    }

    /**
     * Sends again what the registry turns out to lack, once: its cache may lie, and another client may be at work (rule 7).
     *
     * @throws RefusedException the given one if its reason is another
     */
    private void repair(ResolvedImage image, ResolvedManifest manifest, RefusedException refused)
            throws RefusedException, SourceFaultException, InterruptedException {
        Refusal.Reason reason = refused.refusal().reason();
        if (reason != Refusal.Reason.BLOB_UNKNOWN && reason != Refusal.Reason.DIGEST) {
            throw refused;
        }
        Set<Digest> named =
                reason == Refusal.Reason.BLOB_UNKNOWN ? refused.refusal().named() : Set.of();
        Lock lock = repairing.computeIfAbsent(image.target(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            repair(image, manifest, named, new HashSet<>());
        } finally {
            lock.unlock();
        }
    }

    /** @param seen children that were looked at: many ways may lead to each, and a registry may lose it again at once */
    private void repair(ResolvedImage image, ResolvedManifest manifest, Set<Digest> named, Set<Digest> seen)
            throws RefusedException, SourceFaultException {
        for (Blob blob : manifest.blobs()) {
            blobs.repair(image.name().repository(), image.target(), blob, named.contains(blob.digest()));
        }
        for (ResolvedManifest child : image.children()) {
            Digest digest = child.digest();
            if (manifest.children().contains(digest)
                    && seen.add(digest)
                    && manifests.isLost(new Place(image.target(), digest), named.contains(digest))) {
                repair(image, child, named, seen);
                manifests.putChild(image.target(), child);
            }
        }
    }

    private static Place place(ResolvedImage image, ResolvedManifest manifest) {
        return new Place(image.target(), manifest.digest());
    }
}
