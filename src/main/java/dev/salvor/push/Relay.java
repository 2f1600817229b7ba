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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Brings blobs to the target as they come through a pipe: each to a repository that needs it. Images, which are pushed in the usual way when
 * all of their repository has come, find it there or mount it from there. Of what does not arrive, the images that need it say why.
 */
final class Relay {
    private final PassingBlobs passing;
    private final Function<RepositoryName, TargetRepository> repositories;
    /** Of this way only: what an image is refused it has to meet itself, and to tell. */
    private final Stops stops = new Stops();

    private final Consumer<Throwable> bugs;
    private final int jobs;
    /** Of what is in memory so many at once. */
    private final Semaphore slots;

    private final Map<Digest, Map<RepositoryName, Need>> needs = new HashMap<>();
    /** Those of which something is still to come. */
    private final Map<RepositoryName, Group> groups = new LinkedHashMap<>();

    private record Need(TargetRepository target, RepositoryName targetName, RepositoryName source, Blob blob) {}

    /** The images of one repository: what is about another one of them must not come before it. */
    private record Group(List<ResolvedImage> images, Set<Digest> left) {}

    /**
     * @param jobs requests in flight, at most
     * @param bugs hears of what nobody foresaw, from any thread; the images that it concerns will fail
     */
    Relay(
            PassingBlobs passing,
            Function<RepositoryName, TargetRepository> repositories,
            int jobs,
            Consumer<Throwable> bugs) {
        this.bugs = bugs;
        this.passing = passing;
        this.repositories = repositories;
        this.jobs = jobs;
        this.slots = new Semaphore(jobs);
    }

    /**
     * Returns when all have come, or the run is stopped. An interruption of this thread ends it; it stays interrupted.
     *
     * @param complete pushes images for which all has come that was to come; false if the run is stopped
     * @return the images that it has not got
     */
    List<ResolvedImage> relay(List<ResolvedImage> images, Predicate<List<ResolvedImage>> complete) {
        images.forEach(this::note);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                boolean goesOn = true;
                while (goesOn) {
                    Optional<PassingBlobs.Passing> next = passing.next();
                    goesOn = next.isPresent() && take(next.get(), executor, complete) && !stops.isRunStopped();
                }
            } catch (IOException e) {
                // the source says so of what is left
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
        return groups.values().stream()
                .flatMap(group -> group.images().stream())
                .toList();
    }

    private void note(ResolvedImage image) {
        Group group = groups.computeIfAbsent(image.target(), _ -> new Group(new ArrayList<>(), new HashSet<>()));
        group.images().add(image);
        for (Blob blob : image.blobs()) {
            group.left().add(blob.digest());
            needs.computeIfAbsent(blob.digest(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            image.target(),
                            name -> new Need(
                                    repositories.apply(name), name, image.name().repository(), blob));
        }
    }

    /** @return whether to go on */
    private boolean take(PassingBlobs.Passing blob, ExecutorService executor, Predicate<List<ResolvedImage>> complete)
            throws InterruptedException {
        if (blob.isKept()) {
            slots.acquire();
            executor.execute(() -> everywhere(blob.digest()));
        } else {
            somewhere(blob.digest());
        }
        List<ResolvedImage> whole = whole(blob.digest());
        if (whole.isEmpty()) {
            return true;
        }
        slots.acquire(jobs);
        slots.release(jobs);
        return complete.test(whole);
    }

    /** What needs nothing any more when this has come. */
    private List<ResolvedImage> whole(Digest digest) {
        List<ResolvedImage> whole = new ArrayList<>();
        for (Need need : needs(digest)) {
            Group group = groups.get(need.targetName());
            if (group != null && group.left().remove(digest) && group.left().isEmpty()) {
                groups.remove(need.targetName());
                whole.addAll(group.images());
            }
        }
        return whole;
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
        try {
            return switch (need.target().ensure(need.source(), need.blob(), 0)) {
                case TargetBlob.Attempt.Done _ -> true;
                case TargetBlob.Attempt.Refused(var refusal) -> {
                    stops.note(need.targetName(), refusal);
                    yield false;
                }
                case TargetBlob.Attempt.Busy _, TargetBlob.Attempt.Faulty _ -> false;
            };
        } catch (RuntimeException | Error e) {
            bugs.accept(e);
            return false;
        }
    }
}
