// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Stops;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.SourceFaultException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Pushes the images of a plan, some at a time; one that fails never ends the run, not even by a bug. */
final class Pusher {
    /** Of an image on which even that failed to say what failed. */
    private static final Outcome LOST = new Outcome.Bug("nothing could be found out about it");

    private final Work push;
    private final Slots slots;
    private final Stops stops;
    private final FullProjects full;
    private final Consumer<ImageResult> results;
    /** What nobody foresaw: runtime exceptions and errors only. */
    private final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();

    Pusher(Work push, Slots slots, Stops stops, FullProjects full, Consumer<ImageResult> results) {
        this.push = push;
        this.slots = slots;
        this.stops = stops;
        this.full = full;
        this.results = results;
    }

    /**
     * Returns when every image has its result. An interruption of this thread stops the run: what is left is "not tried".
     *
     * @throws RuntimeException a bug that one of the images met, or the receiver of the results; the others are suppressed in it. Each image
     *     has its result by then
     * @throws Error the same
     */
    void push(List<ResolvedImage> images) {
        pushAll(images);
        throwBugs();
    }

    /** The same, and keeps bugs for later: to be called again for what comes behind these images. */
    void pushAll(List<ResolvedImage> images) {
        List<Queued> queue = queue(images);
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            queue.forEach(queued -> begin(queued, tasks));
            awaitEnd(tasks);
        }
        full.pushInTurn(this::again, this::finish);
    }

    /** Nobody waits for what stands behind it in the queue: so no wait can go in a circle, whatever is said to be about what. */
    private static List<Queued> queue(List<ResolvedImage> images) {
        List<Queued> queue = new ArrayList<>(images.size());
        Map<RepositoryName, Map<Digest, CompletableFuture<Void>>> ends = new HashMap<>();
        for (ResolvedImage image : Interleaving.order(images)) {
            Map<Digest, CompletableFuture<Void>> before = ends.computeIfAbsent(image.target(), _ -> new HashMap<>());
            Queued queued =
                    new Queued(image, new CompletableFuture<>(), image.subject().map(before::get));
            image.manifests().forEach(manifest -> before.putIfAbsent(manifest.digest(), queued.end()));
            queue.add(queued);
        }
        return queue;
    }

    private void begin(Queued queued, ExecutorService tasks) {
        if (!enter()) {
            tasks.shutdownNow();
            finish(queued, notTried(queued.image()));
            return;
        }
        try {
            tasks.execute(() -> work(queued, tasks));
        } catch (RejectedExecutionException e) {
            // another image has stopped the run just now
            slots.leave();
            finish(queued, notTried(queued.image()));
        } catch (RuntimeException | Error e) {
            slots.leave();
            finish(queued, bug(e));
        }
    }

    /** Whether the run goes on. */
    private boolean enter() {
        if (stops.isRunStopped()) {
            return false;
        }
        try {
            slots.enter();
            return true;
        } catch (InterruptedException e) {
            stops.interrupt();
            return false;
        }
    }

    private void work(Queued queued, ExecutorService tasks) {
        Optional<Outcome> outcome = Optional.of(LOST);
        try {
            outcome = outcome(queued);
        } catch (RuntimeException | Error e) {
            outcome = Optional.of(bug(e));
        } finally {
            slots.leave();
            outcome.ifPresentOrElse(its -> finish(queued, its), () -> putOff(queued));
            if (stops.isRunStopped()) {
                tasks.shutdownNow();
            }
        }
    }

    private Outcome bug(Throwable e) {
        bugs.add(e);
        return new Outcome.Bug(e.toString());
    }

    /** Empty if its project is full. */
    private Optional<Outcome> outcome(Queued queued) {
        try {
            if (queued.subject().isPresent()) {
                slots.leaveUntil(queued.subject().get());
            }
        } catch (InterruptedException e) {
            return Optional.of(notTried(queued.image()));
        }
        if (full.contains(queued.image().target())) {
            return Optional.empty();
        }
        Outcome outcome = outcome(queued.image());
        boolean isFull = outcome instanceof Outcome.Refused(Refusal refusal) && FullProjects.isFull(refusal);
        return isFull ? Optional.empty() : Optional.of(outcome);
    }

    private void putOff(Queued queued) {
        full.putOff(queued);
        queued.end().complete(null);
    }

    /** One that was put off, by the thread that called. */
    private Outcome again(Queued queued) {
        if (!enter()) {
            return notTried(queued.image());
        }
        try {
            return outcome(queued.image());
        } catch (RuntimeException | Error e) {
            return bug(e);
        } finally {
            slots.leave();
            if (Thread.interrupted()) {
                stops.interrupt();
            }
        }
    }

    private Outcome outcome(ResolvedImage image) {
        try {
            Optional<Outcome.Why> why = stops.why(image.target());
            if (why.isPresent()) {
                return new Outcome.NotTried(why.get());
            }
            Outcome outcome = push.push(image);
            if (outcome instanceof Outcome.Pushed) {
                stops.arrived(image.target());
            }
            return outcome;
        } catch (RefusedException e) {
            return refused(image, e.refusal());
        } catch (SourceFaultException e) {
            return e.outcome();
        } catch (InterruptedException e) {
            stops.interrupt();
            return notTried(image);
        }
    }

    /** What an image dies of after the run was stopped is the stop, not the registry. */
    private Outcome refused(ResolvedImage image, Refusal refusal) {
        if (Thread.currentThread().isInterrupted()) {
            stops.interrupt();
        }
        Optional<Outcome.Why> why = stops.why(image.target());
        if (why.isPresent() && (stops.isInterrupted() || refusal.status() == 0)) {
            return new Outcome.NotTried(why.get());
        }
        stops.note(image.target(), refusal);
        return new Outcome.Refused(refusal);
    }

    private Outcome notTried(ResolvedImage image) {
        return new Outcome.NotTried(stops.why(image.target()).orElse(new Outcome.Why.Interrupted()));
    }

    private void finish(Queued queued, Outcome outcome) {
        try {
            results.accept(queued.image().result(outcome));
        } catch (RuntimeException | Error e) {
            bugs.add(e);
        } finally {
            queued.end().complete(null);
        }
    }

    private void awaitEnd(ExecutorService tasks) {
        tasks.shutdown();
        try {
            tasks.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stops.interrupt();
            tasks.shutdownNow();
        }
    }

    /** One that something else met. */
    void note(Throwable bug) {
        bugs.add(bug);
    }

    void throwBugs() {
        Throwable first = bugs.poll();
        if (first == null) {
            return;
        }
        bugs.stream().filter(other -> other != first).forEach(first::addSuppressed);
        switch (first) {
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalStateException(first);
        }
    }
}
