// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interruption of the thread that made it, and holds the end of the process until that thread has
 * said what was done. The exit code, 130 or 143, is the runtime's.
 */
final class Interruption implements AutoCloseable {
    /** Kubernetes kills 30 s after SIGTERM by default, and people press Ctrl-C again sooner. */
    private static final int PATIENCE_SECONDS = 4;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile boolean happened;
    private boolean closed;

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    private void interrupt() {
        if (!interruptWorker()) {
            return;
        }
        try {
            if (!reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("salvor: interrupted; what it waited for did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean interruptWorker() {
        if (!closed) {
            happened = true;
            worker.interrupt();
        }
        return !closed;
    }

    /** The interruption was for the work only: the runtime, which ends next on this thread, would fail with a stack trace. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            Thread.interrupted();
        }
        reported.countDown();
        if (!happened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the end has begun just now; the hook finds that everything is said
            }
        }
    }
}
