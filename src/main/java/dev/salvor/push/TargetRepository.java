// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.source.ImageSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private final Run run;
    private final TargetTags tags;
    private final Map<Digest, TargetBlob> blobs = new ConcurrentHashMap<>();
    private final Map<Digest, TargetManifest> manifests = new ConcurrentHashMap<>();
    private final Map<Tag, ReferrersTag> lists = new ConcurrentHashMap<>();
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
        this.name = name;
        this.existed = existed;
        this.run = run;
        this.tags = new TargetTags(name, !existed && !untold, run.destination());
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

    /** What it has under tags that are about to be sent. */
    TargetTags tags() {
        return tags;
    }

    /** Whether the registry lists what refers to a manifest of it. */
    boolean listsReferrers(Digest subject) throws RefusedException {
        return run.destination().listsReferrers(name, subject);
    }

    /** A tag that lists that where the registry does not. @param isVerified whether to look at it again, once it is sent */
    ReferrersTag list(Tag tag, boolean isVerified) {
        return lists.computeIfAbsent(tag, _ -> new ReferrersTag(tags, tag, isVerified || run.readBack()));
    }

    /** Sends a list; to be called by {@link ReferrersTag} only. @return whether that brought it there */
    boolean putList(ReferrersList list, Tag tag) throws RefusedException {
        try (Held _ = hold(list.digests(), Set.of())) {
            run.destination().putManifest(name, tag, MediaType.OCI_INDEX, list.bytes());
        }
        return manifest(Digest.of(list.bytes())).taken();
    }

    /** Whether it has this manifest, and with it all that belongs to it. */
    boolean has(ResolvedManifest manifest) throws RefusedException {
        return manifest(manifest.digest()).isThere();
    }

    /** Notes blobs that nobody brought: the target took a manifest that lists them. */
    void found(List<Blob> inPlace) {
        inPlace.forEach(each -> blob(each).found());
    }

    /** Sends a child by its digest, once. @param source the repository of the source that has it @return whether that brought it there */
    boolean putChild(RepositoryName source, ResolvedManifest child) throws RefusedException, SourceFaultException {
        try (Held _ = hold(child.children(), Set.of(child.digest()))) {
            return manifest(child.digest()).putChild(source, child.mediaType());
        }
    }

    /** Sends a manifest under its tag: the moment at which the image is there. @return whether that brought the manifest there */
    boolean putTagged(RepositoryName source, ResolvedManifest manifest, Reference tag)
            throws RefusedException, SourceFaultException {
        try (Held _ = hold(manifest.children(), Set.of(manifest.digest()))) {
            return manifest(manifest.digest()).put(source, manifest.mediaType(), tag);
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
                putChild(image.name().repository(), child);
            }
        }
    }

    /**
     * Asks for manifests and for all that belongs to them: each manifest and blob once.
     *
     * @throws RefusedException if something is not there, or not as it was sent
     */
    void verify(List<ResolvedManifest> manifests, Verification verification) throws RefusedException {
        if (verification == Verification.NONE) {
            return;
        }
        for (ResolvedManifest manifest : manifests) {
            manifest(manifest.digest()).verify(verification);
        }
        Set<Blob> its = new LinkedHashSet<>();
        manifests.forEach(manifest -> its.addAll(manifest.blobs()));
        for (Blob blob : its) {
            blob(blob).verify(verification);
        }
    }

    private TargetBlob blob(Blob blob) {
        return blobs.computeIfAbsent(blob.digest(), _ -> new TargetBlob(name, blob, existed, run));
    }

    private TargetManifest manifest(Digest digest) {
        return manifests.computeIfAbsent(digest, _ -> new TargetManifest(name, digest, existed, run));
    }

    /** Those that an index lists, and the one that is sent; taken in the order of the digests, so that nobody waits in a circle. */
    private Held hold(Collection<Digest> children, Set<Digest> own) {
        SortedMap<Digest, Lock> needed = new TreeMap<>();
        children.forEach(child -> needed.put(child, manifest(child).lock().readLock()));
        own.forEach(its -> needed.put(its, manifest(its).lock().writeLock()));
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
