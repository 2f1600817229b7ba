// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.source.ImageSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this run knows of one repository of the target, and the only way to change something there.
 *
 * <p>Blobs and manifests are linked in directories of their own, so each digest has a state as either. A <b>blob</b> is unlinked until a
 * thread claims it; linking while that thread looks, mounts or uploads, and all others are told its end to wait for; then linked, which
 * nothing undoes, or refused if the refusal is one for good, or else unlinked again, free for whoever waited. So each is linked at most
 * once (rule 1). A <b>manifest</b> is unknown until it is asked for (only in a repository that the target had before), then absent or
 * there; a PUT that was taken makes it there, and only a repair that finds it lost makes it absent again. PUTs of one manifest come one
 * after another (rule 2), and none while an index that lists it is PUT: the registry reads a child's link file while it checks the index,
 * and rewrites it when the child comes again under another tag (rule 1). The one exception to all this is the repair (rule 7): one at a
 * time sends again what is linked, because the registry says that it is not.
 */
final class TargetRepository {
    private final RepositoryName name;
    private final boolean existed;
    private final boolean untold;
    private final Run run;
    private final Map<Digest, TargetBlob> blobs = new ConcurrentHashMap<>();
    private final Map<Digest, TargetManifest> manifests = new ConcurrentHashMap<>();
    /** Two repairs at once could link the same twice. */
    private final Lock repairing = new ReentrantLock();

    /**
     * What the repositories of a run have in common.
     *
     * @param readBack whether to ask for each manifest that was taken: if the target is not new
     */
    record Run(
            ImageSource source,
            Destination destination,
            BlobUploader uploader,
            SharedBlobs blobs,
            Turns turns,
            boolean readBack) {}

    /**
     * @param existed whether the target had it before: only there asking before linking pays (rule 5)
     * @param untold whether the target does not tell if it had it: then tags may be there, and questions for anything else be denied
     */
    TargetRepository(RepositoryName name, boolean existed, boolean untold, Run run) {
        this.untold = untold;
        this.name = name;
        this.existed = existed;
        this.run = run;
    }

    /**
     * @param source the repository of the source, which knows where the blob's bytes are
     * @param turn of the image that needs it
     */
    TargetBlob.Attempt ensure(RepositoryName source, Blob blob, long turn) throws InterruptedException {
        return blob(blob).ensure(source, turn);
    }

    /** Whether a blob of this size was refused: then it is not to be sent, but may be there, or be mounted. */
    boolean mayBeTooLarge(Blob blob) {
        return run.blobs().tooLarge(name, blob).isPresent();
    }

    /** Whether the target certainly did not have it before. */
    boolean isNew() {
        return !existed && !untold;
    }

    /** Whether it has this manifest, and with it all that belongs to it. */
    boolean has(ResolvedManifest manifest) throws RefusedException {
        return manifest(manifest.digest()).isThere();
    }

    /** Notes blobs that nobody brought: the target took a manifest that lists them. */
    void found(List<Blob> inPlace) {
        inPlace.forEach(each -> blob(each).found());
    }

    /** Sends a child by its digest, once. @return whether that brought it there */
    boolean putChild(ResolvedManifest child) throws RefusedException, SourceFaultException {
        try (Held _ = hold(child)) {
            return manifest(child.digest()).putChild(child.mediaType());
        }
    }

    /** Sends a manifest under its tag: the moment at which the image is there. @return whether that brought the manifest there */
    boolean putTagged(ResolvedManifest manifest, Reference tag) throws RefusedException, SourceFaultException {
        try (Held _ = hold(manifest)) {
            return manifest(manifest.digest()).put(manifest.mediaType(), tag);
        }
    }

    /**
     * What the target has under a tag that is about to be sent: nothing that it has is replaced. The plan may rest on a listing that was
     * not whole, or somebody may have pushed since. Nobody is asked where the repository is new. Between this and the PUT lies one round
     * trip, in which somebody else may push: the distribution spec has no PUT on a condition.
     *
     * @throws RefusedException if it does not tell, not even when it is asked again
     */
    ManifestState before(Reference tag) throws RefusedException {
        if (isNew()) {
            return new ManifestState.Absent();
        }
        try {
            return state(tag);
        } catch (RefusedException first) {
            if (!first.refusal().leavesPushOpen()) {
                throw first;
            }
            return askAgain(tag);
        }
    }

    /** Some registries let nobody look into a repository until something was sent to it, and know only then who may. */
    private ManifestState askAgain(Reference tag) throws RefusedException {
        try {
            return state(tag);
        } catch (RefusedException again) {
            if (!again.refusal().leavesPushOpen()) {
                throw again;
            }
            throw new RefusedException(new Refusal(
                    Refusal.Reason.TAG_UNTOLD,
                    again.refusal().status(),
                    again.refusal().words()));
        }
    }

    /** What is there under a tag. */
    ManifestState state(Reference tag) throws RefusedException {
        return run.destination().manifest(name, tag);
    }

    /**
     * Sends again what the registry turns out to lack, once: its cache may lie, and another client may be at work (rule 7).
     *
     * @param manifest of the image, on which the refusal came
     * @throws RefusedException the given one if its reason is another
     */
    void repair(ResolvedImage image, ResolvedManifest manifest, RefusedException refused)
            throws RefusedException, SourceFaultException, InterruptedException {
        Set<Digest> named = switch (refused.refusal().reason()) {
            case Refusal.Reason.BLOB_UNKNOWN -> refused.refusal().named();
            case Refusal.Reason.DIGEST -> Set.of();
            default -> throw refused;
        };
        repairing.lockInterruptibly();
        try {
            repair(image, manifest, named, new HashSet<>());
        } finally {
            repairing.unlock();
        }
    }

    /** @param seen children that were looked at: many ways may lead to each, and a registry may lose it again at once */
    private void repair(ResolvedImage image, ResolvedManifest manifest, Set<Digest> named, Set<Digest> seen)
            throws RefusedException, SourceFaultException {
        for (Blob blob : manifest.blobs()) {
            blob(blob).repair(image.name().repository(), named.contains(blob.digest()));
        }
        for (ResolvedManifest child : image.children()) {
            Digest digest = child.digest();
            if (manifest.children().contains(digest)
                    && seen.add(digest)
                    && manifest(digest).isLost(named.contains(digest))) {
                repair(image, child, named, seen);
                putChild(child);
            }
        }
    }

    /**
     * Asks for all that an image consists of: each manifest and blob once.
     *
     * @throws RefusedException if something is not there, or not as it was sent
     */
    void verify(ResolvedImage image, Verification verification) throws RefusedException {
        if (verification == Verification.NONE) {
            return;
        }
        for (ResolvedManifest manifest : image.manifests()) {
            manifest(manifest.digest()).verify(verification);
        }
        for (Blob blob : image.blobs()) {
            blob(blob).verify(verification);
        }
    }

    private TargetBlob blob(Blob blob) {
        return blobs.computeIfAbsent(blob.digest(), _ -> new TargetBlob(name, blob, existed, run));
    }

    private TargetManifest manifest(Digest digest) {
        return manifests.computeIfAbsent(digest, _ -> new TargetManifest(name, digest, existed, run));
    }

    /** Taken in the order of the digests, so that nobody waits in a circle. */
    private Held hold(ResolvedManifest manifest) {
        SortedMap<Digest, Lock> needed = new TreeMap<>();
        manifest.children()
                .forEach(child -> needed.put(child, manifest(child).lock().readLock()));
        needed.put(manifest.digest(), manifest(manifest.digest()).lock().writeLock());
        List<Lock> held = List.copyOf(needed.values());
        held.forEach(Lock::lock);
        return new Held(held);
    }

    /** What is held until it is closed. */
    private record Held(List<Lock> locks) implements AutoCloseable {
        @Override
        public void close() {
            locks.reversed().forEach(Lock::unlock);
        }
    }
}
