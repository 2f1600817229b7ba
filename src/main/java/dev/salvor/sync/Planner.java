// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Catalog;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.source.storage.ScannedTag;
import dev.salvor.source.storage.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Scan, compare, resolve: one repository after another goes through all three, so that only what is missing is kept.
 *
 * <p>Sends nothing that changes the target.
 */
final class Planner {
    private final Storage storage;
    private final SelectedScan scan;
    private final SyncOptions options;
    private final RegistryConnection connection;
    private final Registry registry;
    private final Endpoint endpoint;
    private final ComparePolicy policy;
    private final RepositoryComparer comparer;
    private final GhostTags ghosts;
    private final Resolver resolver;
    private final SyncProgress progress;
    private final Consumer<ImageResult> results;
    private final Predicate<RepositoryName> compared;

    private final Stops stops = new Stops();
    private final Queue<ResolvedImage> images = new ConcurrentLinkedQueue<>();
    private final Set<RepositoryName> existing = ConcurrentHashMap.newKeySet();
    private final Map<RepositoryName, List<Digest>> there = new ConcurrentHashMap<>();
    private final Set<String> missingProjects = ConcurrentHashMap.newKeySet();
    private final Set<RepositoryName> refused = ConcurrentHashMap.newKeySet();

    /**
     * @param compared repositories of the target that are asked for; all others are taken to be empty
     * @param results hears of every image that is not left to push, while the plan is made
     */
    Planner(
            Storage storage,
            RegistryConnection connection,
            SyncOptions options,
            Predicate<RepositoryName> compared,
            SyncProgress progress,
            Consumer<ImageResult> results,
            TagDigests digests) {
        this.storage = storage;
        this.connection = connection;
        this.registry = connection.registry();
        this.endpoint = connection.endpoint();
        this.options = options;
        this.scan = new SelectedScan(storage, options.selection(), options.jobs(), progress);
        this.policy = options.policy();
        this.comparer = new RepositoryComparer(registry, policy, digests);
        this.ghosts = new GhostTags(registry);
        this.resolver = new Resolver(storage);
        this.compared = compared;
        this.progress = progress;
        this.results = results;
    }

    /**
     * @throws Failure if the storage is empty, or the registry cannot be used any more
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    SyncPlan plan() {
        readCatalog();
        return compare();
    }

    /** The same without the catalog: homes of an interrupted run stay unknown. */
    SyncPlan compare() {
        progress.enter(SyncProgress.Phase.SCAN);
        DistinctNames names = DistinctNames.of(storage, options.selection(), options.names(), options.jobs());
        ScanFindings findings = scan.run(repository -> visit(repository, names));
        settleDoubts();
        findings.notFound()
                .forEach(name -> results.accept(new ImageResult(name, Optional.empty(), new Outcome.NotInStorage())));
        Homes homes = new Homes();
        progress.enter(SyncProgress.Phase.FIND_HOMES);
        new HomeFinder(storage, options.jobs()).find(images, there, homes);
        return new SyncPlan(
                List.copyOf(images), existing, findings, homes, new SyncPlan.Gaps(missingProjects, refused));
    }

    /** The catalog proves presence, never absence (rule 9): it tells which repositories may hold parts of an interrupted run. */
    private void readCatalog() {
        try {
            switch (registry.catalog()) {
                case Catalog.Readable(Set<RepositoryName> known) -> existing.addAll(known);
                case Catalog.Withheld _ -> {}
            }
        } catch (RefusedException e) {
            endIfFatal(e);
        }
    }

    private void visit(SelectedRepository repository, DistinctNames names) {
        repository.broken().forEach(results);
        RepositoryName source = repository.name();
        List<ScannedTag> selected = repository.tags();
        if (!selected.isEmpty()) {
            switch (names.of(source)) {
                case TargetName.Usable(RepositoryName target) -> place(source, target, selected);
                case TargetName.Unusable why -> selected.forEach(tag -> decide(source, tag, new Outcome.Misnamed(why)));
            }
        }
    }

    private void place(RepositoryName source, RepositoryName target, List<ScannedTag> selected) {
        stops.why(target)
                .ifPresentOrElse(
                        why -> selected.forEach(tag -> decide(source, tag, new Outcome.NotTried(why))),
                        () -> compareAndResolve(source, target, selected));
    }

    private void compareAndResolve(RepositoryName source, RepositoryName target, List<ScannedTag> selected) {
        if (!compared.test(target) || missingProjects.contains(target.project())) {
            selected.forEach(tag -> resolve(source, target, tag));
            return;
        }
        try {
            RepositoryComparer.Result compared = comparer.compare(source, target, selected);
            progress.compared();
            compared.settled().forEach(results);
            if (compared.listed()) {
                existing.add(target);
            }
            noteThere(source, target, compared.there());
            compared.toPush().stream()
                    .sorted(Comparator.comparing(ScannedTag::modified))
                    .forEach(tag -> resolve(source, target, tag));
        } catch (RefusedException e) {
            endIfFatal(e);
            if (connection.isHarbor() && e.refusal().reason() == Refusal.Reason.PROJECT_MISSING) {
                // it can have no image then, and may be created before the push
                missingProjects.add(target.project());
                selected.forEach(tag -> resolve(source, target, tag));
                return;
            }
            stops.note(target, e.refusal());
            refused.add(target);
            refuse(source, selected, e.refusal());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while comparing " + source);
        }
    }

    private void noteThere(RepositoryName source, RepositoryName target, List<ScannedTag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        there.put(target, tags.stream().map(ScannedTag::digest).toList());
        // Harbor answers tags/list from its database, where a tag is whole or not at all
        List<ScannedTag> sure = policy.byDigest() || connection.isHarbor() ? tags : ghosts.doubt(source, target, tags);
        sure.forEach(tag -> decide(source, tag, new Outcome.AlreadyThere(policy.byDigest())));
    }

    private void settleDoubts() {
        ghosts.settle(
                !images.isEmpty(),
                doubt -> decide(doubt.source(), doubt.tag(), new Outcome.AlreadyThere(false)),
                doubt -> resolve(doubt.source(), doubt.target(), doubt.tag()),
                (doubt, refusal) -> decide(doubt.source(), doubt.tag(), new Outcome.Refused(refusal)));
    }

    private void resolve(RepositoryName source, RepositoryName target, ScannedTag tag) {
        switch (resolver.resolve(source, tag.digest())) {
            case Resolution.Whole(List<ResolvedManifest> manifests, Optional<Digest> subject) ->
                images.add(new ResolvedImage(
                        new ImageName(source, tag.tag()),
                        target,
                        subject.or(() -> ReferrerTag.subject(tag.tag())),
                        manifests));
            case Resolution.Incomplete(Outcome outcome) -> decide(source, tag, outcome);
        }
        progress.resolved();
    }

    /** The refusal is said of one image; the others were not asked for. */
    private void refuse(RepositoryName source, List<ScannedTag> selected, Refusal refusal) {
        Outcome outcome = new Outcome.Refused(refusal);
        for (ScannedTag tag : selected) {
            decide(source, tag, outcome);
            outcome = new Outcome.NotTried(new Outcome.Why.Covered(refusal));
        }
    }

    private void decide(RepositoryName source, ScannedTag tag, Outcome outcome) {
        results.accept(new ImageResult(new ImageName(source, tag.tag()), Optional.of(tag.digest()), outcome));
    }

    /** Before anything was sent, a refusal of everything is the end and no report. */
    private void endIfFatal(RefusedException refused) {
        Refusal refusal = refused.refusal();
        String message = endpoint.authority() + ": " + refusal.reason().title() + " (" + refusal.words() + ")";
        switch (refusal.reason()) {
            case LOGIN -> throw new Failure.Denied(message, refused);
            case UNREACHABLE -> throw new Failure.Unavailable(message, refused);
            default -> {}
        }
    }
}
