// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Blob;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Looks through the pool for what no image needs. */
final class PoolLook {
    private final Reached reached;
    private final boolean keeps;
    private final Queue<Blob> unread = new ConcurrentLinkedQueue<>();
    private final LongAdder blobs = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder uploads = new LongAdder();
    private final LongAdder uploadBytes = new LongAdder();

    /**
     * @param reached by all tags and revisions of the source
     * @param keeps whether to remember what there is to read
     */
    PoolLook(Reached reached, boolean keeps) {
        this.reached = reached;
        this.keeps = keeps;
    }

    /** @throws CancellationException if this thread is interrupted; it stays interrupted */
    Leftovers look(Pool pool, Consumer<SourceProblem> problems) {
        pool.blobs(this::add, problems);
        pool.uploads(
                upload -> {
                    uploads.increment();
                    uploadBytes.add(upload.bytes());
                },
                problems);
        return new Leftovers(blobs.sum(), bytes.sum(), reached.unknown(), uploads.sum(), uploadBytes.sum());
    }

    private void add(Blob blob) {
        if (!reached.has(blob.digest())) {
            blobs.increment();
            bytes.add(blob.size());
        }
        if (keeps && !reached.isRead(blob.digest())) {
            unread.add(blob);
        }
    }

    /** All that is there, but for the manifests that were read already. */
    List<Blob> unread() {
        return List.copyOf(unread);
    }
}
