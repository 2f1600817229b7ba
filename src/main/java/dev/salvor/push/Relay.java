// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Stops;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.PassingBlobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Brings blobs to the target when they come through a pipe, before any image is pushed: each to a repository that needs it. The images, which
 * are pushed in their own order then, find it there, or mount it from there. Of what does not arrive, the images that need it say why.
 */
final class Relay {
    private final PassingBlobs passing;
    private final Function<RepositoryName, TargetRepository> repositories;
    /** Of this way only: what an image is refused it has to meet itself, and to tell. */
    private final Stops stops = new Stops();
    /** Of what is in memory so many at once. */
    private final Semaphore slots;

    private final Map<Digest, Map<RepositoryName, Need>> needs = new HashMap<>();

    private record Need(TargetRepository target, RepositoryName targetName, RepositoryName source, Blob blob) {}

    /** @param jobs requests in flight, at most */
    Relay(PassingBlobs passing, Function<RepositoryName, TargetRepository> repositories, int jobs) {
        this.passing = passing;
        this.repositories = repositories;
        this.slots = new Semaphore(jobs);
    }

    /**
     * Returns when all have come, or the run is stopped. An interruption of this thread ends it; it stays interrupted.
     *
     * @throws RuntimeException a bug
     */
    void relay(List<ResolvedImage> images) {
        images.forEach(this::note);
        List<Future<?>> tasks = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Optional<PassingBlobs.Passing> next = passing.next();
                        next.isPresent() && !stops.isRunStopped();
                        next = passing.next()) {
                    PassingBlobs.Passing blob = next.get();
                    if (blob.isKept()) {
                        slots.acquire();
                        tasks.add(executor.submit(() -> everywhere(blob.digest())));
                    } else {
                        somewhere(blob.digest());
                    }
                }
            } catch (IOException e) {
                // the source says so of what is left
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        tasks.forEach(Future::resultNow);
    }

    private void note(ResolvedImage image) {
        for (Blob blob : image.blobs()) {
            needs.computeIfAbsent(blob.digest(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            image.target(),
                            name -> new Need(
                                    repositories.apply(name), name, image.name().repository(), blob));
        }
    }

    private Collection<Need> needs(Digest digest) {
        return needs.getOrDefault(digest, Map.of()).values();
    }

    private void everywhere(Digest digest) {
        try {
            for (Need need : needs(digest)) {
                bring(need);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passing.done(digest);
            slots.release();
        }
    }

    /** What one repository refuses before it read anything, another one may take. */
    private void somewhere(Digest digest) throws InterruptedException {
        for (Need need : needs(digest)) {
            if (bring(need)) {
                return;
            }
        }
    }

    private boolean bring(Need need) throws InterruptedException {
        if (stops.why(need.targetName()).isPresent()) {
            return false;
        }
        return switch (need.target().ensure(need.source(), need.blob(), 0)) {
            case TargetBlob.Attempt.Done _ -> true;
            case TargetBlob.Attempt.Refused(var refusal) -> {
                stops.note(need.targetName(), refusal);
                yield false;
            }
            case TargetBlob.Attempt.Busy _, TargetBlob.Attempt.Faulty _ -> false;
        };
    }
}
