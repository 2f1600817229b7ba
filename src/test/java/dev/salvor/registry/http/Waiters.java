// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of a chain that answers when the test says so, and the threads that wait for it. */
final class Waiters implements Sender, AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(1);
    /** Long, since only a failing test waits for it, and other builds may hold the processors. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** One look at all threads is not enough: those looked at first may have gone on before the last ones were. */
    private static final int QUIET_LOOKS = 3;

    private final Queue<CompletableFuture<Answer>> unanswered = new ArrayDeque<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    /** A thread that asks once. */
    static final class Waiter {
        private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
        private final Thread thread;

        private Waiter(Callable<Answer> question) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    question.call();
                    failure.complete(null);
                } catch (Exception | AssertionError e) {
                    failure.complete(e);
                }
            });
        }

        void interrupt() {
            thread.interrupt();
        }

        /** What came instead of an answer. */
        Throwable failure() throws InterruptedException {
            try {
                return failure.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        private boolean isQuiet() {
            return thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING
                    || thread.getState() == Thread.State.TERMINATED;
        }
    }

    List<Waiter> ask(int times, Callable<Answer> question) {
        List<Waiter> started = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            started.add(new Waiter(question));
        }
        waiters.addAll(started);
        return started;
    }

    @Override
    public Answer send(Request request) throws IOException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        synchronized (unanswered) {
            unanswered.add(answer);
        }
        inFlight.incrementAndGet();
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error bug) {
                throw bug;
            }
            throw (IOException) e.getCause();
        } catch (InterruptedException e) {
            synchronized (unanswered) {
                unanswered.remove(answer);
            }
            inFlight.decrementAndGet();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    long nanoTime() {
        return now.get();
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Answers those that came first. */
    void answer(int count, int status) {
        for (int i = 0; i < count; i++) {
            next().complete(Answers.of(status));
        }
    }

    void fail(int count, IOException failure) {
        for (int i = 0; i < count; i++) {
            next().completeExceptionally(failure);
        }
    }

    void crash(Error bug) {
        next().completeExceptionally(bug);
    }

    private CompletableFuture<Answer> next() {
        inFlight.decrementAndGet();
        synchronized (unanswered) {
            return unanswered.remove();
        }
    }

    /** So many are waiting for an answer, and no more will come. */
    void assertInFlight(int count) {
        until(() -> inFlight.get() >= count);
        settle();
        assertThat(inFlight).hasValue(count);
    }

    /** Waits until nothing goes on any more. */
    void settle() {
        for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
            until(() -> waiters.stream().allMatch(Waiter::isQuiet));
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    @Override
    public void close() {
        waiters.forEach(Waiter::interrupt);
    }
}
