// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import java.util.concurrent.Semaphore;

/**
 * Bounds how many threads read the filesystem at once: a read blocks the carrier of its virtual thread.
 *
 * <p>A permit is for one listing or one link, never held while others are waited for: nested permits deadlock.
 */
final class Disk {

    /** One piece of reading. */
    interface Read<T, X extends Exception> {
        T get() throws X;
    }

    private final Semaphore permits;

    Disk(int atOnce) {
        permits = new Semaphore(atOnce);
    }

    <T, X extends Exception> T read(Read<T, X> read) throws X, InterruptedException {
        permits.acquire();
        try {
            return read.get();
        } finally {
            permits.release();
        }
    }
}
