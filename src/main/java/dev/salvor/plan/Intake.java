// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.source.ImageSource;
import java.util.List;
import java.util.Optional;

/** Takes candidates into the draft: settled, or to be pushed if they are whole on disk. */
final class Intake {
    private final Resolver resolver;
    private final SparseIndex sparse;
    private final Draft draft;
    private final SyncProgress progress;

    Intake(ImageSource source, Draft draft, SyncProgress progress) {
        this.resolver = new Resolver(source);
        this.sparse = new SparseIndex(source, resolver);
        this.draft = draft;
        this.progress = progress;
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
                        manifests));
                yield true;
            }
            case Resolution.Incomplete(Outcome outcome) -> {
                settle(candidate, sparse.explain(candidate.name().repository(), candidate.digest(), outcome));
                yield false;
            }
        };
    }
}
