// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what makes no progress: a write to a peer that has stopped reading blocks until TCP gives up, which takes a quarter of
 * an hour on Linux (tcp_retries2), and no timeout of a socket covers writes.
 */
final class Watchdog implements AutoCloseable {
    private static final int LOOKS_PER_PATIENCE = 4;

    private final Duration patience;
    private final ScheduledThreadPoolExecutor looks = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("upload-watchdog").factory());

    /** @param patience how long a pause between two steps may last; a pause ends up to a quarter of it later */
    Watchdog(Duration patience) {
        this.patience = patience;
        looks.setRemoveOnCancelPolicy(true);
    }

    /**
     * Watches from now on until {@link Watched#close}.
     *
     * @param end what to do if it makes no progress; maybe more than once
     */
    Watched watch(Runnable end) {
        return new Watched(end);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }

    /** Something that must go on. */
    final class Watched implements AutoCloseable {
        private final Runnable end;
        private final Future<?> look;
        private volatile long lastStep = System.nanoTime();

        private Watched(Runnable end) {
            this.end = end;
            long interval = patience.toNanos() / LOOKS_PER_PATIENCE;
            this.look = looks.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.NANOSECONDS);
        }

        void step() {
            lastStep = System.nanoTime();
        }

        private void look() {
            if (System.nanoTime() - lastStep > patience.toNanos()) {
                end.run();
            }
        }

        @Override
        public void close() {
            look.cancel(false);
        }
    }
}
