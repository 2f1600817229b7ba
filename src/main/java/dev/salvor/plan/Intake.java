// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseChildren;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Takes candidates into the draft: settled, or to be pushed if they are whole on disk. */
final class Intake {
    private final Resolver resolver;
    private final SparseIndex sparse;
    private final Optional<SparseChildren> namer;
    private final Draft draft;
    private final SyncProgress progress;
    /** Of indexes that turned out not to be whole, by repository of the source. */
    private final Map<RepositoryName, Children> children = new ConcurrentHashMap<>();

    /** @param sparseChildren whether whole images of indexes that are not get names of their own */
    Intake(ImageSource source, boolean sparseChildren, Draft draft, SyncProgress progress) {
        this.resolver = new Resolver(source);
        this.namer = sparseChildren ? Optional.of(new SparseChildren(source, resolver)) : Optional.empty();
        this.sparse = new SparseIndex(source, resolver);
        this.draft = draft;
        this.progress = progress;
    }

    /** Whole images of indexes that are not, with the tags that were made for them. @param target their repository there */
    record Children(RepositoryName target, List<ScannedTag> tags) {
        Children plus(Children other) {
            return new Children(
                    target, Stream.concat(tags.stream(), other.tags.stream()).toList());
        }
    }

    void settle(Candidate candidate, Outcome outcome) {
        draft.settle(candidate.result(outcome));
    }

    /** @return whether it is to be pushed */
    boolean resolve(Candidate candidate) {
        Resolution resolution = resolver.resolve(candidate.name().repository(), candidate.digest(), candidate.origin());
        progress.resolved();
        return switch (resolution) {
            case Resolution.Whole(List<ResolvedManifest> manifests, Optional<Digest> subject) -> {
                draft.push(new ResolvedImage(
                        candidate.name(),
                        candidate.target(),
                        subject.or(() -> candidate.name().tag().flatMap(ReferrerTag::subject)),
                        manifests,
                        candidate.index()));
                yield true;
            }
            case Resolution.Incomplete(Outcome outcome) -> {
                List<ScannedTag> made = children(candidate);
                settle(candidate, sparse.explain(candidate.name().repository(), candidate.digest(), outcome, made));
                yield false;
            }
        };
    }

    private List<ScannedTag> children(Candidate candidate) {
        RepositoryName repository = candidate.name().repository();
        List<ScannedTag> made = namer.flatMap(
                        its -> candidate.name().tag().map(tag -> its.of(repository, tag, candidate.digest())))
                .orElse(List.of());
        if (!made.isEmpty()) {
            children.merge(repository, new Children(candidate.target(), made), Children::plus);
        }
        return made;
    }

    /** What was named since somebody last asked; of one repository. */
    Optional<Children> takeChildren(RepositoryName repository) {
        return Optional.ofNullable(children.remove(repository));
    }

    /** Those of which something was named since somebody last asked. */
    Set<RepositoryName> withChildren() {
        return Set.copyOf(children.keySet());
    }
}
