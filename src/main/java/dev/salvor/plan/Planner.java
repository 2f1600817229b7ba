// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.Failure;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Stops;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.select.DistinctNames;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedRepository;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetName;
import dev.salvor.select.TargetNames;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Scan, compare, resolve: one repository after another goes through all three, so that only what is missing is kept.
 *
 * <p>Sends nothing that changes the target. Makes one plan.
 */
public final class Planner {
    private final ImageSource source;
    private final Selection selection;
    private final TargetNames rules;
    private final TargetView target;
    private final SyncProgress progress;
    private final Resolver resolver;
    private final GhostTags ghosts;
    private final Stops stops = new Stops();
    private final Draft draft;

    /**
     * @param rules by which repositories get their names on the target
     * @param settled hears of every image that is not left to push, while the plan is made
     */
    public Planner(
            ImageSource source,
            Selection selection,
            TargetNames rules,
            TargetView target,
            SyncProgress progress,
            Consumer<ImageResult> settled) {
        this.source = source;
        this.selection = selection;
        this.rules = rules;
        this.target = target;
        this.progress = progress;
        this.resolver = new Resolver(source);
        this.ghosts = new GhostTags(target);
        this.draft = new Draft(settled);
    }

    /** A repository that is selected in part, with its names on both sides. */
    private record Pair(RepositoryName source, RepositoryName target) {}

    /**
     * @throws Failure if the source is empty, or the target cannot be used any more
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Plan plan() {
        draft.existing(target.known());
        progress.enter(SyncProgress.Phase.SCAN);
        DistinctNames names = DistinctNames.of(source, selection, rules);
        ScanFindings findings =
                new SelectedScan(source, selection, progress).run(repository -> visit(repository, names));
        return Cancellable.get("interrupted while planning", () -> {
            ghosts.settle(draft.hasImages(), new Doubts());
            findings.notFound().forEach(name -> draft.notFound(name, usable(rules.of(name.repository()))));
            progress.enter(SyncProgress.Phase.FIND_HOMES);
            return draft.plan(findings, (images, there) -> new HomeFinder(source).find(images, there));
        });
    }

    private void visit(SelectedRepository repository, DistinctNames names) {
        RepositoryName name = repository.name();
        TargetName called = names.of(name);
        draft.open(repository);
        for (BrokenTag tag : repository.broken()) {
            draft.settle(new ImageResult(
                    new ImageName(name, tag.tag()), usable(called), Optional.empty(), StorageFaults.of(tag)));
        }
        List<ScannedTag> selected = repository.tags();
        if (!selected.isEmpty()) {
            switch (called) {
                case TargetName.Usable(RepositoryName its) -> compare(new Pair(name, its), selected);
                case TargetName.Unusable why ->
                    selected.forEach(tag -> draft.settle(new ImageResult(
                            new ImageName(name, tag.tag()),
                            usable(why),
                            Optional.of(tag.digest()),
                            new Outcome.Misnamed(why))));
            }
        }
    }

    /** The name that others would have, too, says more than none. */
    private static Optional<RepositoryName> usable(TargetName name) {
        return switch (name) {
            case TargetName.Usable(RepositoryName its) -> Optional.of(its);
            case TargetName.Shared(RepositoryName its, var _) -> Optional.of(its);
            case TargetName.Illegal _ -> Optional.empty();
        };
    }

    private void compare(Pair pair, List<ScannedTag> selected) {
        Optional<Outcome.Why> stopped = stops.why(pair.target());
        if (stopped.isPresent()) {
            selected.forEach(tag -> settle(pair, tag, new Outcome.NotTried(stopped.get())));
            return;
        }
        Compared compared;
        try {
            compared = Cancellable.get(
                    "interrupted while comparing " + pair.source(), () -> target.compare(pair.target(), selected));
        } catch (RefusedException e) {
            stops.note(pair.target(), e.refusal());
            draft.refused(pair.target());
            refuse(pair, selected, e.refusal());
            return;
        }
        progress.compared();
        switch (compared) {
            case Compared.ProjectMissing _ -> {
                draft.missingProject(pair.target().project());
                selected.forEach(tag -> resolve(pair, tag));
            }
            case Compared.Answered answered -> {
                switch (answered.listing()) {
                    case READ -> draft.existing(List.of(pair.target()));
                    case NO_REPOSITORY -> {}
                    case UNTOLD -> draft.untold(pair.target());
                }
                answered.settled().forEach((tag, outcome) -> settle(pair, tag, outcome));
                draft.there(pair.target(), answered.there());
                ghosts.doubt(pair.source(), pair.target(), answered.there()).forEach(tag -> alreadyThere(pair, tag));
                answered.toPush().stream()
                        .sorted(Comparator.comparing(ScannedTag::modified))
                        .forEach(tag -> resolve(pair, tag));
            }
        }
    }

    private void alreadyThere(Pair pair, ScannedTag tag) {
        settle(pair, tag, new Outcome.AlreadyThere(target.comparesContent()));
    }

    private final class Doubts implements GhostTags.Judge {
        @Override
        public void there(GhostTags.Doubt doubt) {
            alreadyThere(new Pair(doubt.source(), doubt.target()), doubt.tag());
        }

        @Override
        public void ghost(GhostTags.Doubt doubt) {
            resolve(new Pair(doubt.source(), doubt.target()), doubt.tag());
        }

        @Override
        public void refused(GhostTags.Doubt doubt, Refusal refusal) {
            settle(new Pair(doubt.source(), doubt.target()), doubt.tag(), new Outcome.Refused(refusal));
        }
    }

    private void resolve(Pair pair, ScannedTag tag) {
        switch (resolver.resolve(pair.source(), tag.digest(), tag.origin())) {
            case Resolution.Whole(List<ResolvedManifest> manifests, Optional<Digest> subject) ->
                draft.push(new ResolvedImage(
                        new ImageName(pair.source(), tag.tag()),
                        pair.target(),
                        subject.or(() -> ReferrerTag.subject(tag.tag())),
                        manifests));
            case Resolution.Incomplete(Outcome outcome) -> settle(pair, tag, outcome);
        }
        progress.resolved();
    }

    /** The refusal is said of one image; the others were not asked for. */
    private void refuse(Pair pair, List<ScannedTag> selected, Refusal refusal) {
        Outcome outcome = new Outcome.Refused(refusal);
        for (ScannedTag tag : selected) {
            settle(pair, tag, outcome);
            outcome = new Outcome.NotTried(new Outcome.Why.Covered(refusal));
        }
    }

    private void settle(Pair pair, ScannedTag tag, Outcome outcome) {
        draft.settle(new ImageResult(
                new ImageName(pair.source(), tag.tag()),
                Optional.of(pair.target()),
                Optional.of(tag.digest()),
                outcome));
    }
}
