// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interruption of the thread that made it, and holds the end of the process until that thread has
 * said what was done. The exit code, 130 or 143, is the runtime's, unless that is how the work ends.
 */
final class Interruption implements AutoCloseable {
    /** Kubernetes kills 30 s after SIGTERM by default, and people press Ctrl-C again sooner. */
    private static final int PATIENCE_SECONDS = 4;

    private final int patienceSeconds;
    private final OptionalInt exitCode;
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile boolean happened;
    private boolean closed;

    private Interruption(int patienceSeconds, OptionalInt exitCode) {
        this.patienceSeconds = patienceSeconds;
        this.exitCode = exitCode;
    }

    static Interruption ofThisThread() {
        return begun(new Interruption(PATIENCE_SECONDS, OptionalInt.empty()));
    }

    /** The same of work that has no end of its own: to be interrupted is how it ends well, whatever the runtime gives for a signal. */
    static Interruption asTheEnd(int patienceSeconds) {
        return begun(new Interruption(patienceSeconds, OptionalInt.of(ExitCode.DONE)));
    }

    private static Interruption begun(Interruption interruption) {
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
            if (!reported.await(patienceSeconds, TimeUnit.SECONDS)) {
                System.err.println("salvor: interrupted; what it waited for did not end in time");
            }
            exitCode.ifPresent(Runtime.getRuntime()::halt);
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
