// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Stops;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.SourceFaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Pushes the images of a plan, some at a time; one that fails never ends the run. */
final class Pusher {
    private final ImagePush push;
    private final Slots slots;
    private final Stops stops;
    private final Consumer<ImageResult> results;
    /** Referrers wait for the end of what they are about. */
    private final Map<Place, CompletableFuture<Void>> ends = new HashMap<>();

    private final AtomicReference<RuntimeException> bug = new AtomicReference<>();

    Pusher(ImagePush push, Slots slots, Stops stops, Consumer<ImageResult> results) {
        this.push = push;
        this.slots = slots;
        this.stops = stops;
        this.results = results;
    }

    private record Queued(ResolvedImage image, CompletableFuture<Void> end) {}

    /**
     * Returns when every image has its result. An interruption of this thread stops the run: what is left is "not tried".
     *
     * @throws RuntimeException a bug that one of the images met, after all others are through
     */
    void push(List<ResolvedImage> images) {
        List<Queued> queue = Interleaving.order(images).stream()
                .map(image -> new Queued(image, new CompletableFuture<>()))
                .toList();
        queue.forEach(queued -> queued.image()
                .manifests()
                .forEach(manifest ->
                        ends.putIfAbsent(new Place(queued.image().target(), manifest.digest()), queued.end())));
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Queued queued : queue) {
                if (!enter() || !start(tasks, queued)) {
                    tasks.shutdownNow();
                    finish(queued, new Outcome.NotTried(whyStopped(queued.image())));
                }
            }
            awaitEnd(tasks);
        }
        if (bug.get() != null) {
            throw bug.get();
        }
    }

    /** Whether the image has begun; another one may have stopped the run just now. */
    private boolean start(ExecutorService tasks, Queued queued) {
        try {
            tasks.execute(() -> work(queued, tasks));
            return true;
        } catch (RejectedExecutionException e) {
            slots.leave();
            return false;
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
        Outcome outcome = new Outcome.NotTried(new Outcome.Why.Interrupted());
        try {
            outcome = outcome(queued);
        } catch (RuntimeException e) {
            bug.compareAndSet(null, e);
        } finally {
            slots.leave();
            finish(queued, outcome);
            if (stops.isRunStopped()) {
                tasks.shutdownNow();
            }
        }
    }

    private Outcome outcome(Queued queued) {
        ResolvedImage image = queued.image();
        try {
            awaitSubject(queued);
            Optional<Outcome.Why> why = stops.why(image.target());
            if (why.isPresent()) {
                return new Outcome.NotTried(why.get());
            }
            return push.push(image);
        } catch (RefusedException e) {
            return refused(image, e.refusal());
        } catch (SourceFaultException e) {
            return e.outcome();
        } catch (InterruptedException e) {
            return new Outcome.NotTried(whyStopped(image));
        }
    }

    /** What an image dies of after the run was stopped is the stop, not the registry. */
    private Outcome refused(ResolvedImage image, Refusal refusal) {
        Optional<Outcome.Why> why = stops.why(image.target());
        if (why.isPresent() && (stops.isInterrupted() || refusal.status() == 0)) {
            return new Outcome.NotTried(why.get());
        }
        stops.note(image.target(), refusal);
        return new Outcome.Refused(refusal);
    }

    private void awaitSubject(Queued queued) throws InterruptedException {
        Optional<Digest> subject = queued.image().subject();
        if (subject.isPresent()) {
            CompletableFuture<Void> end = ends.get(new Place(queued.image().target(), subject.get()));
            if (end != null && end != queued.end() && !end.isDone()) {
                slots.leaveUntil(end);
            }
        }
    }

    private Outcome.Why whyStopped(ResolvedImage image) {
        return stops.why(image.target()).orElse(new Outcome.Why.Interrupted());
    }

    private void finish(Queued queued, Outcome outcome) {
        ResolvedImage image = queued.image();
        try {
            results.accept(new ImageResult(
                    image.name(),
                    Optional.of(image.target()),
                    Optional.of(image.root().digest()),
                    outcome));
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
}
