// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Who may send a blob to a project next: the image that was begun first. Without an order the blobs of all images in the window go out
 * evenly, and all of them are half sent when a quota or the run ends; so it are few. As many at once as requests that change something
 * may be in flight to one project, so nobody waits for more than the order (protocol.md §3.8).
 */
final class Turns {
    private static final int AT_ONCE = 8;

    private final Map<String, Project> projects = new ConcurrentHashMap<>();

    /** @param turn of the image: the lower comes first */
    private record Waiting(long turn, CompletableFuture<Void> free) {}

    private static final class Project {
        private final Queue<Waiting> queue = new PriorityQueue<>(Comparator.comparingLong(Waiting::turn));
        private int free = AT_ONCE;

        synchronized CompletableFuture<Void> enter(long turn) {
            Waiting mine = new Waiting(turn, new CompletableFuture<>());
            queue.add(mine);
            next();
            return mine.free();
        }

        synchronized void leave() {
            free++;
            next();
        }

        private void next() {
            while (free > 0 && !queue.isEmpty()) {
                // false for who has gone meanwhile
                if (queue.remove().free().complete(null)) {
                    free--;
                }
            }
        }
    }

    /** Held around requests only, never while other images are waited for. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    Turn take(String name, long turn) throws InterruptedException {
        Project project = projects.computeIfAbsent(name, _ -> new Project());
        CompletableFuture<Void> free = project.enter(turn);
        try {
            free.get();
            return project::leave;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            if (!free.cancel(false)) {
                project.leave();
            }
            throw e;
        }
    }
}
