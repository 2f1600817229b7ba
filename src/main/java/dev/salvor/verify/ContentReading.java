// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Reads all blobs that are asked for, each once, in the order of their directories. */
final class ContentReading {
    private final ImageSource source;
    private final Reached reached;
    private final BlobReader reader;
    private final ContentFaults faults;
    private final int jobs;
    private final SyncProgress progress;
    private final Readers readers;
    private final LongAdder blobs = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder remembered = new LongAdder();
    private final AtomicLong unread = new AtomicLong();

    /** @param jobs how many may be read at once, at least 1 */
    ContentReading(
            ImageSource source,
            Reached reached,
            ReadRecord record,
            ContentFaults faults,
            int jobs,
            SyncProgress progress) {
        this.source = source;
        this.reached = reached;
        this.reader = new BlobReader(record);
        this.faults = faults;
        this.jobs = jobs;
        this.progress = progress;
        this.readers = new Readers(jobs, System::nanoTime);
    }

    /**
     * Those of the pool that are not there are nobody's business here.
     *
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    void read(Collection<Digest> digests) {
        Cancellable.get("interrupted while reading", () -> {
            unread.set(digests.size());
            Queue<Blob> found = new ConcurrentLinkedQueue<>();
            Parallel.each(digests, jobs, digest -> look(digest).ifPresent(found::add));
            List<Blob> ordered =
                    found.stream().sorted(Comparator.comparing(Blob::digest)).toList();
            unread.set(ordered.size());
            progress.expect(
                    ordered.size(), ordered.stream().mapToLong(Blob::size).sum());
            progress.enter(SyncProgress.Phase.READ);
            Parallel.each(ordered, jobs, blob -> read(blob.digest()));
            return ordered;
        });
    }

    /** Empty if there is nothing to read: it was read before, or is not there. */
    private Optional<Blob> look(Digest digest) {
        StoredBlob stored = find(digest);
        Optional<Proof> known = reader.remembered(digest, stored);
        if (known.isPresent()) {
            remembered.increment();
            faults.add(digest, known.get());
            return Optional.empty();
        }
        return stored instanceof StoredBlob.Present present
                ? Optional.of(new Blob(digest, present.size()))
                : Optional.empty();
    }

    private StoredBlob find(Digest digest) {
        return Optional.ofNullable(reached.aliases().get(digest))
                .map(repository -> source.blob(repository, digest))
                .orElseGet(() -> source.pool().blob(digest));
    }

    private void read(Digest digest) throws InterruptedException {
        readers.enter();
        try {
            faults.add(digest, reader.read(digest, () -> find(digest), this::progress));
        } finally {
            readers.leave();
        }
        blobs.increment();
        unread.decrementAndGet();
        progress.imageDone();
    }

    private void progress(long more) {
        bytes.add(more);
        progress.bytes(more);
        readers.progress(more);
    }

    VerifiedStorage.ContentSum sum() {
        return new VerifiedStorage.ContentSum(
                blobs.sum(), bytes.sum(), remembered.sum(), unread.get(), readers.limit());
    }
}
