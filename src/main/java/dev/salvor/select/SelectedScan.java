// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.Unnamed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A scan that passes on what was selected. Reads links only, and what the source needs for names that no link gives. */
public final class SelectedScan {
    private final ImageSource storage;
    private final Selection selection;
    private final SyncProgress progress;
    private final boolean looksAtTimes;
    private final LinkTimes times;

    private final LongAdder repositories = new LongAdder();
    private final LongAdder tags = new LongAdder();
    private final LongAdder ofShard = new LongAdder();
    private final LongAdder leftOut = new LongAdder();
    private final LongAdder withoutTags = new LongAdder();
    private final LongAdder ofOpenShift = new LongAdder();
    private final Queue<RepositoryName> untagged = new ConcurrentLinkedQueue<>();
    private final Set<ImageName> found = ConcurrentHashMap.newKeySet();
    private final Set<ImageGlob> idleGlobs = ConcurrentHashMap.newKeySet();
    private final Set<RepositoryName> wanted;
    private final Map<RepositoryName, Unnamed> unnamed = new ConcurrentHashMap<>();
    private final Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();

    public SelectedScan(ImageSource storage, Selection selection, SyncProgress progress) {
        this(storage, selection, progress, selection.goesByTime());
    }

    /** @param looksAtTimes whether to find out if the links have the times of a copy: that reads some images */
    public SelectedScan(ImageSource storage, Selection selection, SyncProgress progress, boolean looksAtTimes) {
        this.looksAtTimes = looksAtTimes;
        this.times = new LinkTimes(storage);
        this.storage = storage;
        this.selection = selection.in(storage);
        this.progress = progress;
        this.wanted = this.selection.wanted().map(ImageName::repository).collect(Collectors.toSet());
        this.selection.globs().forEach(idleGlobs::add);
    }

    /**
     * Scans once.
     *
     * @param each gets the repositories that have a selected tag, in no order, from several threads
     * @throws Failure.Source if the storage has no repository at all
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public ScanFindings run(Consumer<SelectedRepository> each) {
        progress.enter(SyncProgress.Phase.SCAN);
        storage.tags().scan(repository -> visit(repository, each), problems::add);
        problems.addAll(storage.repaired());
        List<SourceProblem> sorted = problems.stream()
                .sorted(Comparator.comparing(SourceProblem::path))
                .toList();
        if (repositories.sum() == 0) {
            throw Emptiness.of(storage, sorted);
        }
        return new ScanFindings(
                repositories.sum(),
                tags.sum(),
                new ScanFindings.Share(selection.shard(), ofShard.sum()),
                untagged.stream().sorted().toList(),
                sorted,
                selection.wanted().filter(name -> !found.contains(name)).toList(),
                leftOut.sum(),
                new ScanFindings.Caveats(
                        kind(),
                        looksAtTimes ? times.ofACopy() : Optional.empty(),
                        selection.globs().filter(idleGlobs::contains).toList(),
                        selection.notes(),
                        unnamed));
    }

    /** No tag anywhere, and projects with names that only OpenShift gives: nothing in the files themselves tells it from others. */
    private StorageKind kind() {
        boolean isOpenShift = tags.sum() == 0 && ofOpenShift.sum() > 0 && withoutTags.sum() == repositories.sum();
        return isOpenShift ? new StorageKind.ImageStreams() : storage.kind();
    }

    private static boolean isOfOpenShift(RepositoryName name) {
        return name.project().equals("openshift") || name.project().startsWith("openshift-");
    }

    private void visit(ScannedRepository scanned, Consumer<SelectedRepository> each) {
        ScannedRepository repository = selection.mayConcern(scanned.name(), wanted)
                ? storage.tags().completed(scanned, problems::add)
                : scanned;
        int its = repository.tags().size() + repository.broken().size();
        repositories.increment();
        tags.add(its);
        progress.scanned(its);
        idleGlobs.removeIf(glob -> Selection.concerns(glob, repository));
        if (looksAtTimes) {
            times.add(repository.name(), repository.tags());
        }
        if (repository.untagged()) {
            withoutTags.increment();
            ofOpenShift.add(isOfOpenShift(repository.name()) ? 1 : 0);
        }
        if (!selection.shard().owns(repository.name())) {
            return;
        }
        ofShard.increment();
        if (repository.untagged() && selection.mayMean(repository.name())) {
            untagged.add(repository.name());
        }
        SelectedRepository selected = selection.of(repository);
        List<ImageName> asked = selection.wantedOf(repository).toList();
        found.addAll(asked);
        if (!asked.isEmpty()) {
            leftOut.add(asked.size() - selected.size());
        }
        if (!selected.isEmpty() || selection.mayMean(repository.name())) {
            repository
                    .unnamed()
                    .filter(rest -> rest.isDoubtful() || rest.deleted() > 0)
                    .ifPresent(rest -> unnamed.put(repository.name(), rest));
        }
        if (!selected.isEmpty()) {
            each.accept(selected);
        }
    }
}
