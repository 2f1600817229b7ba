// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.disk;

import dev.salvor.content.Content;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many threads read the filesystem at once: a read blocks the carrier of its virtual thread.
 *
 * <p>A permit is for one listing, one link, one manifest or one look at a blob, never held while others are waited for: nested permits
 * deadlock. A blob that is being sent takes none: the requests in flight bound that.
 */
public final class Disk {

    /** One piece of reading. */
    public interface Read<T, X extends Exception> {
        T get() throws X;
    }

    private final Semaphore permits;
    private final int readsAtOnce;

    public Disk(int readsAtOnce) {
        if (readsAtOnce < 1) {
            throw new IllegalArgumentException(readsAtOnce + " reads at once");
        }
        this.readsAtOnce = readsAtOnce;
        this.permits = new Semaphore(readsAtOnce);
    }

    public int readsAtOnce() {
        return readsAtOnce;
    }

    public <T, X extends Exception> T read(Read<T, X> read) throws X, InterruptedException {
        permits.acquire();
        try {
            return read.get();
        } finally {
            permits.release();
        }
    }

    /** The bytes of a small blob. @return empty if it has more, is not there, or cannot be read */
    public Optional<byte[]> bytes(StoredBlob blob, int most) {
        return blob instanceof StoredBlob.Present(Content content) && content.size() <= most
                ? readToItsEnd(() -> bytes(content, most))
                : Optional.empty();
    }

    private static Optional<byte[]> bytes(Content content, int most) {
        try {
            return Optional.of(content.first(most));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** For a read that is short and whose caller has no use for half an answer: an interruption waits for it. */
    public <T, X extends Exception> T readToItsEnd(Read<T, X> read) throws X {
        permits.acquireUninterruptibly();
        try {
            return read.get();
        } finally {
            permits.release();
        }
    }
}
