// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.plan.Homes;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.resolve.SourceFaultException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes blobs present in repositories of the target: each (repository, digest) is linked at most once (rule 1), each digest
 * travels once, other repositories mount it (rule 2).
 *
 * <p>Nothing here waits for another thread. Who comes second is told to try again when the first is through; a first that failed
 * leaves the way free for the next (rule 3).
 */
final class BlobPresence {
    private static final Set<Refusal.Reason> PERMANENT = Set.of(
            Refusal.Reason.CORRUPT_TARGET,
            Refusal.Reason.TOO_LARGE,
            Refusal.Reason.PATCH_FORBIDDEN,
            Refusal.Reason.INVALID);

    private final Destination destination;
    private final BlobUploader uploader;
    private final Homes homes;
    private final Set<RepositoryName> existing;
    private final BlobCounts counts;
    /** The outer key. A future that is done says that the blob is present; failed attempts are taken out. */
    private final ConcurrentMap<Place, CompletableFuture<Void>> present = new ConcurrentHashMap<>();
    /** The inner key: digests that are on their way to their home. */
    private final ConcurrentMap<Digest, CompletableFuture<Void>> onTheWay = new ConcurrentHashMap<>();

    private final Set<Place> sentAgain = ConcurrentHashMap.newKeySet();
    private final Set<Place> askedFor = ConcurrentHashMap.newKeySet();
    private final Map<Place, Refusal> refused = new ConcurrentHashMap<>();

    /** @param existing repositories that the target had before: only there asking before linking pays (rule 5) */
    BlobPresence(
            Destination destination, BlobUploader uploader, Homes homes, Set<RepositoryName> existing, BlobCounts counts) {
        this.destination = destination;
        this.uploader = uploader;
        this.homes = homes;
        this.existing = existing;
        this.counts = counts;
    }

    /**
     * @param source the repository of the storage, which knows where the blob's file is
     * @throws RefusedException if the registry does not take it here; the same again without asking if it refused it before, and for good
     */
    Attempt ensure(RepositoryName source, RepositoryName target, Blob blob)
            throws RefusedException, SourceFaultException {
        Place place = new Place(target, blob.digest());
        if (refused.containsKey(place)) {
            throw new RefusedException(refused.get(place));
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = present.putIfAbsent(place, mine);
        if (others != null) {
            return others.isDone() ? new Attempt.Done() : new Attempt.Busy(others);
        }
        boolean done = false;
        try {
            Attempt attempt = makePresent(source, place, blob);
            done = attempt instanceof Attempt.Done;
            return attempt;
        } catch (RefusedException e) {
            if (isForGood(e.refusal())) {
                refused.put(place, e.refusal());
            }
            throw e;
        } finally {
            if (!done) {
                present.remove(place, mine);
            }
            mine.complete(null);
        }
    }

    /**
     * The registry says that it lacks what it should have: look, and send it without mount (protocol.md §3.7).
     *
     * @param named whether it is this blob that the registry misses: then it is sent even if a look finds it, since the look may be
     *     answered from a cache; but once, others may be about to use it (rule 1)
     */
    void repair(RepositoryName source, RepositoryName target, Blob blob, boolean named)
            throws RefusedException, SourceFaultException {
        Place place = new Place(target, blob.digest());
        if (!isThere(place, blob) || named && !sentAgain.contains(place)) {
            uploader.upload(source, target, blob, Optional.empty());
            sentAgain.add(place);
            counts.sent(blob);
        }
    }

    private Attempt makePresent(RepositoryName source, Place place, Blob blob)
            throws RefusedException, SourceFaultException {
        uploader.requireSound(blob.digest());
        if (existing.contains(place.repository()) && askedFor.add(place) && isThere(place, blob)) {
            counts.there(blob);
            homes.add(blob.digest(), place.repository());
            return new Attempt.Done();
        }
        Optional<RepositoryName> home = homes.nearest(blob.digest(), place.repository());
        if (home.isPresent()) {
            return mount(source, place, blob, home.get());
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = onTheWay.putIfAbsent(blob.digest(), mine);
        if (others != null) {
            return new Attempt.Busy(others);
        }
        try {
            // a home may have been made between the look above and the claim
            Optional<RepositoryName> made = homes.nearest(blob.digest(), place.repository());
            return made.isPresent()
                    ? mount(source, place, blob, made.get())
                    : upload(source, place, blob, Optional.empty());
        } finally {
            onTheWay.remove(blob.digest(), mine);
            mine.complete(null);
        }
    }

    private Attempt mount(RepositoryName source, Place place, Blob blob, RepositoryName home)
            throws RefusedException, SourceFaultException {
        return switch (destination.reuse(place.repository(), blob.digest(), home)) {
            case Destination.Reuse.Reused _ -> {
                counts.mounted(blob);
                homes.add(blob.digest(), place.repository());
                yield new Attempt.Done();
            }
            case Destination.Reuse.Begun(Destination.Opened opened) -> upload(source, place, blob, Optional.of(opened));
            case Destination.Reuse.Declined _ -> {
                homes.forget(blob.digest(), home);
                yield upload(source, place, blob, Optional.empty());
            }
        };
    }

    private Attempt upload(RepositoryName source, Place place, Blob blob, Optional<Destination.Opened> opened)
            throws RefusedException, SourceFaultException {
        uploader.upload(source, place.repository(), blob, opened);
        counts.sent(blob);
        homes.add(blob.digest(), place.repository());
        return new Attempt.Done();
    }

    /** Whether the same blob would be refused for the next image, too: an overload or a broken connection passes. */
    private static boolean isForGood(Refusal refusal) {
        return refusal.scope() != Refusal.Scope.IMAGE || PERMANENT.contains(refusal.reason());
    }

    /** Asked to spare an upload: if the registry does not tell about this blob, the upload has the last word. */
    private boolean isThere(Place place, Blob blob) throws RefusedException {
        try {
            return isThere(destination, place, blob);
        } catch (RefusedException e) {
            if (isUntold(e.refusal())) {
                return false;
            }
            throw e;
        }
    }

    /** An answer that concerns nothing beyond the question. */
    private static boolean isUntold(Refusal refusal) {
        return refusal.scope() == Refusal.Scope.IMAGE
                && refusal.reason() != Refusal.Reason.CORRUPT_TARGET
                && refusal.status() != 0;
    }

    /** @throws RefusedException also if it is there in another size: that is no blob of this digest */
    static boolean isThere(Destination destination, Place place, Blob blob) throws RefusedException {
        return switch (destination.blob(place.repository(), place.digest())) {
            case Registry.BlobState.Absent _ -> false;
            case Registry.BlobState.There(long size) when size < 0 || size == blob.size() -> true;
            case Registry.BlobState.There(long size) ->
                throw new RefusedException(new Refusal(
                        Refusal.Reason.CORRUPT_TARGET,
                        200,
                        "blob " + blob.digest() + " has " + size + " bytes in " + place.repository()
                                + " there, and must have " + blob.size()));
        };
    }
}
