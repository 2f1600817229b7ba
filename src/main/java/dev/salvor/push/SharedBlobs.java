// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.Homes;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the repositories of the target share of a blob: its homes (rule 2), who is about to make one, and what is wrong with it in the
 * source (rule 3).
 *
 * <p>A home is proven if this run has sent the blob there, mounted it there, or found it there; any number of repositories mount from it
 * at once. A home that the plan guessed (rule 4) is as good as none until it has served: as long as a blob has no proven home, only one
 * repository at a time tries to make one, from a guess or by sending, and all others wait for its end and look again. So a wrong guess
 * costs one upload, and a failure leaves the way free for the next. A home that did not serve is forgotten.
 */
final class SharedBlobs {
    private final Homes guessed;
    private final Homes proven = new Homes();
    private final BlobCounts counts;
    private final ConcurrentMap<Digest, CompletableFuture<Void>> onTheWay = new ConcurrentHashMap<>();
    /** By repository, the smallest that was refused for its size. */
    private final Map<RepositoryName, SizeLimit> limits = new ConcurrentHashMap<>();

    private final Map<Digest, Outcome> faults = new ConcurrentHashMap<>();

    /** @param guessed homes that the plan found; those that don't serve are taken out */
    SharedBlobs(Homes guessed, BlobCounts counts) {
        this.guessed = guessed;
        this.counts = counts;
    }

    /** @param bytes so many are too many */
    private record SizeLimit(long bytes, Refusal refusal) {}

    /** Makes a blob present in one repository. */
    interface Linking {
        TargetBlob.Attempt link() throws RefusedException, SourceFaultException;
    }

    /** Does this unless another repository is at it with the same blob. */
    TargetBlob.Attempt alone(Digest digest, Linking linking) throws RefusedException, SourceFaultException {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = onTheWay.putIfAbsent(digest, mine);
        if (others != null) {
            return new TargetBlob.Attempt.Busy(others);
        }
        try {
            return linking.link();
        } finally {
            onTheWay.remove(digest, mine);
            mine.complete(null);
        }
    }

    Optional<RepositoryName> proven(Digest digest, RepositoryName target) {
        return proven.nearest(digest, target);
    }

    /** A proven home, else a guessed one; in the same project if there is one (rule 4). */
    Optional<RepositoryName> any(Digest digest, RepositoryName target) {
        return proven(digest, target).or(() -> guessed.nearest(digest, target));
    }

    void forget(Digest digest, RepositoryName home) {
        proven.forget(digest, home);
        guessed.forget(digest, home);
    }

    void sent(Blob blob, RepositoryName repository) {
        counts.sent(blob);
        proven.add(blob.digest(), repository);
    }

    void mounted(Blob blob, RepositoryName repository) {
        counts.mounted(blob);
        proven.add(blob.digest(), repository);
    }

    void there(Blob blob, RepositoryName repository) {
        counts.there(blob);
        proven.add(blob.digest(), repository);
    }

    /** Notes that a blob was refused for its size: what is as large would be, in the same repository; a limit may be of one path only. */
    void refusedForSize(RepositoryName repository, Blob blob, Refusal refusal) {
        limits.merge(
                repository,
                new SizeLimit(blob.size(), refusal),
                (known, next) -> next.bytes() < known.bytes() ? next : known);
    }

    /** The refusal of one that was not larger. */
    Optional<Refusal> tooLarge(RepositoryName repository, Blob blob) {
        return Optional.ofNullable(limits.get(repository))
                .filter(limit -> blob.size() >= limit.bytes())
                .map(SizeLimit::refusal);
    }

    /** What an image would still add to its project, as far as it is known what is there; its manifests always, they are small. */
    long missingBytes(ResolvedImage image) {
        String project = image.target().project();
        long manifests =
                image.manifests().stream().mapToLong(ResolvedManifest::size).sum();
        return manifests
                + image.blobs().stream()
                        .filter(blob -> !proven.isIn(project, blob.digest()) && !guessed.isIn(project, blob.digest()))
                        .mapToLong(Blob::size)
                        .sum();
    }

    /** @throws SourceFaultException if this blob is already known to be undeliverable */
    void requireSound(Digest digest) throws SourceFaultException {
        Outcome fault = faults.get(digest);
        if (fault != null) {
            throw new SourceFaultException(fault);
        }
    }

    /** What is the source's fault fails in every repository alike; but a read that was broken off is nobody's fault. */
    SourceFaultException fault(Digest digest, Outcome outcome) {
        if (!Thread.currentThread().isInterrupted()) {
            faults.put(digest, outcome);
        }
        return new SourceFaultException(outcome);
    }
}
