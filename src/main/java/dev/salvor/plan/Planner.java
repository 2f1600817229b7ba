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
import dev.salvor.source.SourceProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Intake intake;
    private final ReferrersListComparer lists;
    private final RevisionComparer revisions;
    private final UntaggedIntake untagged;
    private final Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();
    private final GhostTags ghosts;
    private final Doubts doubts;
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
        this.ghosts = new GhostTags(target);
        this.draft = new Draft(settled);
        this.intake = new Intake(source, selection.sparseChildren(), draft, progress);
        this.doubts = new Doubts(target, intake);
        this.lists = new ReferrersListComparer(source, target);
        this.revisions = new RevisionComparer(target, lists, intake);
        this.untagged = new UntaggedIntake(source, revisions, draft, problems::add);
    }

    /**
     * @throws Failure if the source is empty, or the target cannot be used any more
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Plan plan() {
        progress.enter(SyncProgress.Phase.CATALOG);
        draft.existing(target.known());
        progress.enter(SyncProgress.Phase.SCAN);
        DistinctNames names = DistinctNames.of(source, selection, rules);
        ScanFindings findings =
                new SelectedScan(source, selection, progress).run(repository -> visit(repository, names));
        return Cancellable.get("interrupted while planning", () -> {
            ghosts.settle(draft.hasImages(), doubts);
            intake.withChildren().forEach(repository -> takeChildren(repository, Optional.empty()));
            findings.notFound().forEach(name -> draft.notFound(name, usable(rules.of(name.repository()))));
            progress.enter(SyncProgress.Phase.FIND_HOMES);
            Plan plan = draft.plan(
                    findings.with(problems).noting(names.notes()),
                    (images, there) -> new HomeFinder(source).find(images, there));
            return plan.with(untagged.rest(plan.images()));
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
        if (repository.tags().isEmpty() && repository.revisions().isEmpty()) {
            return;
        }
        switch (called) {
            case TargetName.Usable(RepositoryName its) -> compare(new Pair(repository, its));
            case TargetName.Unusable why ->
                named(repository)
                        .forEach((image, digest) -> draft.settle(
                                new ImageResult(image, usable(why), Optional.of(digest), new Outcome.Misnamed(why))));
        }
    }

    /** All that have a digest. */
    private static Map<ImageName, Digest> named(SelectedRepository repository) {
        Map<ImageName, Digest> named = new LinkedHashMap<>();
        repository.tags().forEach(tag -> named.put(new ImageName(repository.name(), tag.tag()), tag.digest()));
        repository.revisions().forEach(digest -> named.put(new ImageName(repository.name(), digest), digest));
        return named;
    }

    /** The name that others would have, too, says more than none. */
    private static Optional<RepositoryName> usable(TargetName name) {
        return switch (name) {
            case TargetName.Usable(RepositoryName its) -> Optional.of(its);
            case TargetName.Shared(RepositoryName its, var _) -> Optional.of(its);
            case TargetName.Illegal _ -> Optional.empty();
        };
    }

    private void compare(Pair pair) {
        Optional<Outcome.Why> stopped = stops.why(pair.target());
        if (stopped.isPresent()) {
            pair.all().forEach(each -> intake.settle(each, new Outcome.NotTried(stopped.get())));
            return;
        }
        Cancellable.get("interrupted while comparing " + pair.name(), () -> {
            Optional<Compared> told = told(pair);
            if (told.isPresent()) {
                Compared compared = told.get();
                progress.compared();
                Collection<Digest> delivered = new ArrayList<>(tags(pair, compared));
                delivered.addAll(takeChildren(pair.name(), told.filter(Compared::isNew)));
                delivered.addAll(revisions.compare(compared, pair.byDigest()));
                untagged.take(pair, compared, selection.referrers() ? delivered : List.of());
            }
            return pair;
        });
    }

    /** Empty if the target refuses to tell, which all tags of the pair are settled with then. */
    private Optional<Compared> told(Pair pair) throws InterruptedException {
        try {
            return Optional.of(lists.compare(
                    pair.target(), target.compare(pair.target(), pair.source().tags())));
        } catch (RefusedException e) {
            stops.note(pair.target(), e.refusal());
            draft.refused(pair.target());
            refuse(pair.all(), e.refusal());
            return Optional.empty();
        }
    }

    /** Compares tags that were made for whole images of indexes that are not, and takes them like any. @param known that the target has nothing of the repository */
    private Collection<Digest> takeChildren(RepositoryName repository, Optional<Compared> known) {
        return intake.takeChildren(repository)
                .map(children -> Cancellable.get("interrupted while comparing " + repository, () -> {
                    Pair pair = Pair.of(repository, children.target(), children.tags());
                    draft.open(pair.source());
                    Optional<Compared> compared =
                            known.isPresent() ? known.map(its -> its.newWith(children.tags())) : told(pair);
                    return compared.map(its -> tags(pair, its)).orElse(List.of());
                }))
                .orElse(List.of());
    }

    /** Returns the digests of the tags that the target has, or will have. */
    private Collection<Digest> tags(Pair pair, Compared compared) {
        List<Digest> delivered = new ArrayList<>();
        switch (compared) {
            case Compared.ProjectMissing _ -> {
                draft.missingProject(pair.target().project());
                resolve(pair, pair.source().tags(), delivered);
            }
            case Compared.Answered answered -> {
                switch (answered.listing()) {
                    case READ -> draft.existing(List.of(pair.target()));
                    case NO_REPOSITORY -> {}
                    case UNTOLD -> draft.untold(pair.target());
                }
                answered.settled().forEach((tag, outcome) -> {
                    intake.settle(pair.of(tag), outcome);
                    if (outcome instanceof Outcome.AlreadyThere) {
                        delivered.add(tag.digest());
                    }
                });
                draft.there(pair.target(), answered.there());
                answered.there().forEach(tag -> delivered.add(tag.digest()));
                ghosts.doubt(pair.name(), pair.target(), answered.there())
                        .forEach(tag -> doubts.alreadyThere(pair.of(tag)));
                resolve(pair, answered.toPush(), delivered);
            }
        }
        return delivered;
    }

    private void resolve(Pair pair, List<ScannedTag> tags, List<Digest> delivered) {
        tags.stream().sorted(Comparator.comparing(ScannedTag::modified)).forEach(tag -> {
            if (intake.resolve(pair.of(tag))) {
                delivered.add(tag.digest());
            }
        });
    }

    /** The refusal is said of one image; the others were not asked for. */
    private void refuse(List<Candidate> candidates, Refusal refusal) {
        Outcome outcome = new Outcome.Refused(refusal);
        for (Candidate candidate : candidates) {
            intake.settle(candidate, outcome);
            outcome = new Outcome.NotTried(new Outcome.Why.Covered(refusal));
        }
    }
}
