// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Blob;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of blobs, and which manifests were registered over blobs that lay there: each in each repository once. */
public final class BlobCounts {
    private final Counter sent = new Counter();
    private final Counter mounted = new Counter();
    private final Counter there = new Counter();
    private final LongAdder registered = new LongAdder();

    /** A number of blobs and their bytes. */
    public record Sum(long blobs, long bytes) {}

    /** What was counted at one moment. @param registered manifests, where blobs lay there without being sent */
    public record Snapshot(Sum sent, Sum mounted, Sum there, long registered) {}

    private static final class Counter {
        private final LongAdder blobs = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        void add(Blob blob) {
            blobs.increment();
            bytes.add(blob.size());
        }

        Sum sum() {
            return new Sum(blobs.sum(), bytes.sum());
        }
    }

    public void sent(Blob blob) {
        sent.add(blob);
    }

    public void mounted(Blob blob) {
        mounted.add(blob);
    }

    public void there(Blob blob) {
        there.add(blob);
    }

    public void registered() {
        registered.increment();
    }

    public Snapshot snapshot() {
        return new Snapshot(sent.sum(), mounted.sum(), there.sum(), registered.sum());
    }
}
