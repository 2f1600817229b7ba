// SPDX-License-Identifier: Apache-2.0
package dev.salvor.concurrent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does the same with many things at once, on virtual threads, and returns when all is done. May be nested.
 *
 * <p>Nothing gets lost: the first exception of a task, a bug or an {@link Error} as well as a refusal, interrupts the other tasks, and is
 * thrown here, as it is, once they have ended. An interruption of the caller does the same to all of them. What is scarce, such as
 * requests or the disk, is bounded where it is used; {@code atOnce} only keeps memory small.
 */
public final class Parallel {

    /** What is done with each thing. */
    public interface Action<T, X extends Exception> {
        void on(T item) throws X, InterruptedException;
    }

    /** What is made of each thing. */
    public interface Mapping<T, R, X extends Exception> {
        R of(T item) throws X, InterruptedException;
    }

    private Parallel() {}

    /** All of them at once. */
    public static <T, X extends Exception> void each(Collection<T> items, Action<? super T, X> action)
            throws X, InterruptedException {
        each(items, Integer.MAX_VALUE, action);
    }

    /** @param atOnce so many at a time at most, begun in the order of the items */
    public static <T, X extends Exception> void each(Collection<T> items, int atOnce, Action<? super T, X> action)
            throws X, InterruptedException {
        Queue<T> waiting = new ConcurrentLinkedQueue<>(items);
        int workers = Math.min(atOnce, items.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Void>(threads);
            Callable<Void> worker = () -> {
                for (T item = waiting.poll(); item != null; item = waiting.poll()) {
                    action.on(item);
                }
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
                throw Parallel.<X>asItIs(e.getCause());
            } finally {
                // close() alone would wait in peace for those that are left
                waiting.clear();
                threads.shutdownNow();
            }
        }
    }

    /** All of them at once; what came of each, in the order of the items. No item comes twice, and no result is null. */
    public static <T, R, X extends Exception> SequencedMap<T, R> map(
            Collection<T> items, Mapping<? super T, ? extends R, X> mapping) throws X, InterruptedException {
        return map(items, Integer.MAX_VALUE, mapping);
    }

    /** @param atOnce so many at a time at most, begun in the order of the items */
    public static <T, R, X extends Exception> SequencedMap<T, R> map(
            Collection<T> items, int atOnce, Mapping<? super T, ? extends R, X> mapping)
            throws X, InterruptedException {
        Map<T, R> results = new ConcurrentHashMap<>();
        Action<T, X> one = item -> results.put(item, mapping.of(item));
        each(items, atOnce, one);
        SequencedMap<T, R> ordered = new LinkedHashMap<>();
        items.forEach(item -> ordered.put(item, results.get(item)));
        return ordered;
    }

    /** What a task may throw, by its signature: unchecked, an interruption, or X. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> X asItIs(Throwable thrown) throws InterruptedException {
        return switch (thrown) {
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case InterruptedException interruption -> throw interruption;
            default -> (X) thrown;
        };
    }
}
