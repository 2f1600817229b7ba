// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Readback;
import dev.salvor.registry.RefusedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/**
 * By reading everything back, and hashing it. A blob is read in one of its repositories, and looked for in the others: a registry has its bytes once.
 * Manifests are read in each: they are small.
 */
final class ByteLook implements PartLook {
    private static final int FORBIDDEN_BY_POLICY = 412;

    private final Readback readback;
    private final PartLook heads;
    private final LongConsumer bytes;
    /** Of each blob its reading, which ends with nothing where the repository did not give it. */
    private final ConcurrentMap<Digest, CompletableFuture<Optional<PartState>>> reads = new ConcurrentHashMap<>();

    /** @param bytes hears how many a blob had, when it has been read */
    ByteLook(Readback readback, PartLook heads, LongConsumer bytes) {
        this.readback = readback;
        this.heads = heads;
        this.bytes = bytes;
    }

    @Override
    public PartState manifest(RepositoryName repository, Digest digest) throws RefusedException {
        try {
            return readback.manifest(repository, digest)
                    .<PartState>map(read -> read.equals(digest)
                            ? new PartState.There(PartState.There.UNKNOWN)
                            : new PartState.OtherContent(read))
                    .orElseGet(PartState.Absent::new);
        } catch (RefusedException e) {
            // there, and a policy about vulnerabilities or signatures forbids to pull it (protocol.md §5.5)
            if (e.refusal().status() == FORBIDDEN_BY_POLICY) {
                return heads.manifest(repository, digest);
            }
            throw e;
        }
    }

    @Override
    public PartState blob(RepositoryName repository, Digest digest, long size)
            throws RefusedException, InterruptedException {
        CompletableFuture<Optional<PartState>> mine = new CompletableFuture<>();
        while (true) {
            CompletableFuture<Optional<PartState>> first = reads.putIfAbsent(digest, mine);
            if (first == null) {
                return read(repository, digest, mine);
            }
            Optional<PartState> known = result(first);
            if (known.isPresent()) {
                return known.get() instanceof PartState.OtherContent
                        ? known.get()
                        : heads.blob(repository, digest, size);
            }
        }
    }

    /** What is lacking or refused in one repository says nothing of the others: the next one reads it. */
    private PartState read(RepositoryName repository, Digest digest, CompletableFuture<Optional<PartState>> end)
            throws RefusedException {
        Optional<PartState> found = Optional.empty();
        try {
            Optional<Readback.Bytes> read = readback.blobBytes(repository, digest);
            read.ifPresent(all -> bytes.accept(all.size()));
            found = read.map(all -> all.digest().equals(digest)
                    ? new PartState.There(all.size())
                    : new PartState.OtherContent(all.digest()));
            return found.orElseGet(PartState.Absent::new);
        } finally {
            if (found.isEmpty()) {
                reads.remove(digest, end);
            }
            end.complete(found);
        }
    }

    @Override
    public boolean readsManifests() {
        return true;
    }

    /** It never fails. */
    private static Optional<PartState> result(CompletableFuture<Optional<PartState>> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
