// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Looks whether blobs are in place where a registry takes manifests over them. It may take a manifest without having its blobs: then each
 * tag would be a lie. So of each repository one image goes ahead, and no other follows before its config and its largest layer were seen
 * there. If they are not, nothing more of that repository is tried.
 */
final class InPlaceCheck implements Work {
    private final Work push;
    private final Destination destination;
    private final Slots slots;
    private final ConcurrentMap<RepositoryName, Ground> grounds = new ConcurrentHashMap<>();

    /** @param push of any image */
    InPlaceCheck(Work push, Destination destination, Slots slots) {
        this.push = push;
        this.destination = destination;
        this.slots = slots;
    }

    /** What is known of a repository. */
    private sealed interface State {
        record Unknown() implements State {}

        /** An image went ahead. @param end completes always normally */
        record Tried(CompletableFuture<?> end) implements State {}

        record Proven() implements State {}

        record Disproven(Refusal refusal) implements State {}
    }

    private static final class Ground {
        private State state = new State.Unknown();

        /** Claims to go ahead if nobody did, which {@code Unknown} says. @param end of the claim */
        synchronized State enter(CompletableFuture<?> end) {
            State before = state;
            if (before instanceof State.Unknown) {
                state = new State.Tried(end);
            }
            return before;
        }

        synchronized void become(State next) {
            state = next;
        }
    }

    @Override
    public Outcome push(ResolvedImage image) throws RefusedException, SourceFaultException, InterruptedException {
        Ground ground = grounds.computeIfAbsent(image.target(), _ -> new Ground());
        while (true) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            switch (ground.enter(end)) {
                case State.Proven _ -> {
                    return push.push(image);
                }
                case State.Disproven(Refusal refusal) -> {
                    return new Outcome.NotTried(new Outcome.Why.Covered(refusal));
                }
                case State.Tried(CompletableFuture<?> others) -> slots.leaveUntil(others);
                case State.Unknown _ -> {
                    return goAhead(image, ground, end);
                }
            }
        }
    }

    private Outcome goAhead(ResolvedImage image, Ground ground, CompletableFuture<Void> end)
            throws RefusedException, SourceFaultException, InterruptedException {
        State next = new State.Unknown();
        try {
            Outcome outcome = push.push(image);
            if (outcome instanceof Outcome.Pushed && isSeen(image)) {
                next = new State.Proven();
            }
            return outcome;
        } catch (RefusedException e) {
            if (e.refusal().reason() != Refusal.Reason.CORRUPT_TARGET) {
                throw e;
            }
            Refusal refusal = otherStorage(image, e.refusal());
            next = new State.Disproven(refusal);
            throw new RefusedException(refusal);
        } finally {
            ground.become(next);
            end.complete(null);
        }
    }

    /**
     * An image without blobs shows nothing.
     *
     * @throws RefusedException if a blob is not there, or is another one
     */
    private boolean isSeen(ResolvedImage image) throws RefusedException {
        List<Blob> witnesses = witnesses(image);
        for (Blob blob : witnesses) {
            if (!new BlobPresence(destination, image.target(), blob).isThere()) {
                throw new RefusedException(
                        new Refusal(Refusal.Reason.CORRUPT_TARGET, 404, "blob " + blob.digest() + " is not there"));
            }
        }
        return !witnesses.isEmpty();
    }

    /** The largest layer of an image, or of what an index lists, and the config that goes with it; the config is a manifest's first blob. */
    private static List<Blob> witnesses(ResolvedImage image) {
        Optional<ResolvedManifest> heaviest = image.manifests().stream()
                .filter(manifest -> !manifest.blobs().isEmpty())
                .max(Comparator.comparingLong(InPlaceCheck::largestLayer));
        return heaviest.stream()
                .flatMap(manifest -> Stream.concat(
                        manifest.blobs().stream().limit(1),
                        layers(manifest).max(Comparator.comparingLong(Blob::size)).stream()))
                .toList();
    }

    private static Stream<Blob> layers(ResolvedManifest manifest) {
        return manifest.blobs().stream().skip(1);
    }

    private static long largestLayer(ResolvedManifest manifest) {
        return layers(manifest).mapToLong(Blob::size).max().orElse(0);
    }

    private static Refusal otherStorage(ResolvedImage image, Refusal corrupt) {
        String registered = image.name().in(image.target()) + " was registered there without its content: ";
        return new Refusal(Refusal.Reason.OTHER_STORAGE, corrupt.status(), registered + corrupt.words());
    }
}
