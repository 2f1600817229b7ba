// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other processes and threads do. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(10);
    /** Long, since only a failing test waits for it, and other builds may hold the processors. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Waiting() {}

    /**
     * Asks again every ten milliseconds until there is an answer.
     *
     * @throws IllegalStateException if there is none after a minute
     */
    public static <T> T until(String what, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited for " + LIMIT.toSeconds() + " s in vain: " + what);
            }
            step();
        }
    }

    static void step() {
        LockSupport.parkNanos(STEP.toNanos());
    }

    static int forExit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
