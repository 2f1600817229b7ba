// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.select.FirstImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The images that are pushed before all others, and what became of them. */
public final class FirstPart implements Consumer<ImageResult> {
    private final FirstImages images;
    private final Map<ImageName, State> states = new HashMap<>();
    private final Set<ImageName> absent;
    /** By digest: a list has a tag for it, and nothing else. */
    private final Set<ImageName> lacking = new HashSet<>();

    /** What they are called here. */
    private final Set<ImageName> names = new HashSet<>();

    private Optional<Duration> complete = Optional.empty();

    FirstPart(FirstImages images) {
        this.images = images;
        this.absent = new TreeSet<>(images.absent());
    }

    /** The better one first: of several tags of an image, the one that fares worst counts. */
    private enum State {
        THERE,
        PUSHED,
        FAILED
    }

    /**
     * How far it is.
     *
     * @param wanted images that the storage has
     * @param there on the target before this run
     * @param pushed by this run
     * @param failed not delivered
     * @param notInStorage what cannot be delivered from here
     * @param notByTag what goes, but not under the tag that the list has: in the storage that one stands for nothing, or for something else
     * @param complete how long it took until all were there; empty if they are not, or nothing was to be pushed yet
     */
    public record Summary(
            long wanted,
            long there,
            long pushed,
            long failed,
            List<ImageName> notInStorage,
            List<ImageName> notByTag,
            Optional<Duration> complete) {
        public Summary {
            notByTag = List.copyOf(notByTag);
            notInStorage = List.copyOf(notInStorage);
        }
    }

    @Override
    public synchronized void accept(ImageResult result) {
        RepositoryName repository = result.name().repository();
        if (result.outcome() instanceof Outcome.NamedOnly && isFirst(repository, result.digest())) {
            absent.add(result.name());
            lacking.add(new ImageName(repository, result.digest().orElseThrow()));
            return;
        }
        result.digest().filter(_ -> isFirst(repository, result.digest())).ifPresent(digest -> {
            names.add(result.name());
            State state = switch (Tally.Kind.of(result.outcome())) {
                case PUSHED -> State.PUSHED;
                case THERE -> State.THERE;
                case CONFLICTS,
                        DAMAGED,
                        UNSUPPORTED,
                        UNREADABLE,
                        NOT_IN_STORAGE,
                        NAMED_ONLY,
                        AMBIGUOUS,
                        REFUSED,
                        NOT_TRIED,
                        FAILED -> State.FAILED;
            };
            states.merge(
                    new ImageName(repository, digest), state, (one, other) -> one.compareTo(other) > 0 ? one : other);
        });
    }

    private List<ImageName> notByTag() {
        return images.wanted().stream()
                .filter(each -> isFirst(each.name().repository(), each.digest()))
                .map(FirstImages.Running::name)
                .filter(name -> name.tag().isPresent() && !names.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private boolean isFirst(RepositoryName repository, Optional<Digest> digest) {
        return digest.filter(images.of(repository)::contains).isPresent();
    }

    /** Those of a plan, and what is about them: a cluster may ask for their signatures. In the order of the plan. */
    synchronized List<ResolvedImage> of(Collection<ResolvedImage> plan) {
        Map<RepositoryName, Set<Digest>> taken = new HashMap<>();
        List<ResolvedImage> first = new ArrayList<>();
        List<ResolvedImage> left = new ArrayList<>(plan);
        boolean goesOn = true;
        while (goesOn) {
            List<ResolvedImage> more =
                    left.stream().filter(image -> isMeant(image, taken)).toList();
            more.forEach(image -> image.manifests().stream()
                    .map(ResolvedManifest::digest)
                    .forEach(taken.computeIfAbsent(image.target(), _ -> new HashSet<>())::add));
            first.addAll(more);
            Set<ImageName> moved = new HashSet<>();
            more.forEach(image -> moved.add(image.name()));
            names.addAll(moved);
            left.removeIf(image -> moved.contains(image.name()));
            goesOn = !more.isEmpty();
        }
        return first;
    }

    private boolean isMeant(ResolvedImage image, Map<RepositoryName, Set<Digest>> taken) {
        return isFirst(image.name().repository(), Optional.of(image.root().digest()))
                || image.subject()
                        .filter(taken.getOrDefault(image.target(), Set.of())::contains)
                        .isPresent();
    }

    /** What is not in the storage, as outcomes. */
    Stream<ImageResult> notFound() {
        return images.absent().stream()
                .map(name -> new ImageResult(name, Optional.empty(), name.digest(), new Outcome.NotInStorage()));
    }

    /** All of it was tried. @param since the beginning of the run */
    synchronized void end(Duration since) {
        complete = Optional.of(since);
    }

    public synchronized Summary summary() {
        long failed = count(State.FAILED);
        long wanted = images.size() - lacking.size();
        return new Summary(
                wanted,
                count(State.THERE),
                count(State.PUSHED),
                failed,
                List.copyOf(absent),
                notByTag(),
                complete.filter(_ -> failed == 0 && states.size() == wanted));
    }

    private long count(State state) {
        return states.values().stream().filter(its -> its == state).count();
    }
}
