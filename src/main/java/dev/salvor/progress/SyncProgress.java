// SPDX-License-Identifier: Apache-2.0
package dev.salvor.progress;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** How far a run is: counters that the work moves and a display samples whenever it likes. */
public final class SyncProgress {
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECT);
    private final LongAdder repositories = new LongAdder();
    private final LongAdder tags = new LongAdder();
    private final LongAdder compared = new LongAdder();
    private final LongAdder resolved = new LongAdder();
    private final LongAdder imagesDone = new LongAdder();
    private final LongAdder bytesDone = new LongAdder();
    private volatile long imagesTotal;
    private volatile long bytesTotal;

    /** What a run is doing. */
    public enum Phase {
        CONNECT,
        /** Waits for the list of all repositories, which a slow storage may take minutes for. */
        CATALOG,
        SCAN,
        FIND_HOMES,
        PUSH,
        /** Looks for what no image needs. */
        POOL,
        /** Reads blobs: images stand for blobs in the counters. */
        READ
    }

    /**
     * The counters at one moment.
     *
     * @param repositories scanned
     * @param tags scanned
     * @param compared repositories that were asked for on the target
     * @param resolved missing images whose parts were looked up on disk
     * @param bytesTotal unique bytes of all missing images: an upper bound, since the target may have some
     */
    public record Snapshot(
            Phase phase,
            long repositories,
            long tags,
            long compared,
            long resolved,
            long imagesDone,
            long imagesTotal,
            long bytesDone,
            long bytesTotal) {}

    public void enter(Phase next) {
        phase.set(next);
    }

    public void scanned(long tagsOfARepository) {
        repositories.increment();
        tags.add(tagsOfARepository);
    }

    public void compared() {
        compared.increment();
    }

    public void resolved() {
        resolved.increment();
    }

    public void expect(long images, long bytes) {
        imagesTotal = images;
        bytesTotal = bytes;
    }

    public void imageDone() {
        imagesDone.increment();
    }

    /** @param bytes that went out; negative if they have to go again */
    public void bytes(long bytes) {
        bytesDone.add(bytes);
    }

    public Snapshot snapshot() {
        return new Snapshot(
                phase.get(),
                repositories.sum(),
                tags.sum(),
                compared.sum(),
                resolved.sum(),
                imagesDone.sum(),
                imagesTotal,
                bytesDone.sum(),
                bytesTotal);
    }
}
