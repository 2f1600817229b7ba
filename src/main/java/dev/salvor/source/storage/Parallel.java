// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does many things on a few virtual threads, and returns when all are done. May be nested. */
final class Parallel {

    /** One of the things to do. */
    interface Task {
        void run() throws InterruptedException;
    }

    private Parallel() {}

    /**
     * The first exception of a task interrupts the others and is thrown once they have ended; so does an interruption of the caller.
     * {@link ExecutorService#close} alone would wait for them in peace.
     */
    static void run(List<? extends Task> tasks, int atOnce) throws InterruptedException {
        Queue<Task> waiting = new ConcurrentLinkedQueue<>(tasks);
        int workers = Math.min(atOnce, tasks.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Void>(threads);
            Callable<Void> worker = () -> {
                drain(waiting);
                return null;
            };
            try {
                for (int i = 0; i < workers; i++) {
                    ended.submit(worker);
                }
                for (int i = 0; i < workers; i++) {
                    ended.take().get();
                }
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } finally {
                waiting.clear();
                threads.shutdownNow();
            }
        }
    }

    private static void drain(Queue<Task> waiting) throws InterruptedException {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case RuntimeException e -> e;
            case InterruptedException e -> throw e;
            case Error e -> throw e;
            default -> new IllegalStateException("a task threw what it may not throw", failed.getCause());
        };
    }
}
