// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.serve.AccessRecord;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes lines of a log without waiting: whoever reads them may stop to, and the answers go on. */
final class LogQueue implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final int PATIENCE_MILLIS = 1000;

    private final AccessRecord.Log log;
    private final BlockingQueue<AccessRecord> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    LogQueue(AccessRecord.Log log) {
        this.log = log;
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
    }

    void add(AccessRecord access) {
        if (!waiting.offer(access)) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (!closed || !waiting.isEmpty()) {
                AccessRecord next = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    log.add(next);
                }
                long gone = lost.getAndSet(0);
                if (gone > 0) {
                    log.lost(gone);
                }
            }
        } catch (InterruptedException e) {
            while (waiting.peek() != null) {
                log.add(waiting.poll());
            }
        }
    }

    /** Waits a moment for what is left. */
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
