// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** The window of images that are worked on at once (rule 8). An image that only waits for another gives its slot away. */
final class Slots {
    private final Semaphore slots;

    Slots(int count) {
        this.slots = new Semaphore(count, true);
    }

    void enter() throws InterruptedException {
        slots.acquire();
    }

    void leave() {
        slots.release();
    }

    /** To be called in a slot; the slot is held again afterwards, also if the wait is interrupted. Without a wait it is kept. */
    void leaveUntil(CompletableFuture<?> until) throws InterruptedException {
        if (until.isDone()) {
            return;
        }
        slots.release();
        try {
            until.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what only tells the end must not fail", e.getCause());
        } finally {
            slots.acquireUninterruptibly();
        }
    }
}
