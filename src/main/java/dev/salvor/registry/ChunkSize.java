// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * How much of a blob goes in one request: all of it, or less if the user says so or something on the way turns out to refuse it. What
 * is learned with one blob holds for all later ones.
 */
final class ChunkSize {
    /** Below the limits that are common (50m, Cloudflare's 100 MB), and few requests even for huge blobs. */
    static final long FIRST = 32L << 20;
    /** As much as nginx takes by default (client_max_body_size 1m); who takes less takes no manifests either. */
    static final long LEAST = 1L << 20;

    private final AtomicLong most;
    private final Consumer<String> notices;

    /**
     * @param asked by the user, in bytes; 0 for no limit
     * @param notices hears when it changes, and which setting of the proxy is to blame
     */
    ChunkSize(long asked, Consumer<String> notices) {
        this.most = new AtomicLong(asked == 0 ? Long.MAX_VALUE : asked);
        this.notices = notices;
    }

    /** In bytes. */
    long most() {
        return most.get();
    }

    /**
     * Learns from a 413.
     *
     * @param refused bytes of the body that was too large
     * @return whether a smaller one is worth a try
     */
    boolean becomesLessThan(long refused) {
        if (refused <= LEAST) {
            return false;
        }
        long smaller = FIRST;
        while (smaller >= refused) {
            smaller /= 2;
        }
        lower(
                Math.max(smaller, LEAST),
                "413: a proxy in front of the registry refuses bodies of " + megabytes(refused) + " ("
                        + ProxySetting.BODY_LIMIT + ")");
        return true;
    }

    /** Learns from a 504 after all of a blob in one request. */
    void tookTooLong(long sent) {
        lower(
                FIRST,
                "504: a proxy in front of the registry does not wait for the end of " + megabytes(sent) + " ("
                        + ProxySetting.READ_TIMEOUT + ")");
    }

    private void lower(long to, String why) {
        if (most.getAndUpdate(before -> Math.min(before, to)) > to) {
            notices.accept(why + "; from now on blobs go in chunks of " + megabytes(to));
        }
    }

    private static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20) + " MiB";
    }
}
