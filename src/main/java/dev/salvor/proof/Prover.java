// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.Failure;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.resolve.UntaggedRevisions;
import dev.salvor.select.DistinctNames;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedRepository;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetName;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks whether a registry has each image of a source with all that belongs to it. One repository after another is scanned, and asked for. */
public final class Prover {
    private static final ScanFindings NONE = new ScanFindings(0, 0, List.of(), List.of(), List.of());

    private final Request request;
    private final ImageSource source;
    private final RegistryConnection connection;
    private final SyncProgress progress;
    private final Consumer<ProvenImage> settled;
    private final Silence silence = new Silence();
    private final Counters counters = new Counters();
    private final SourceParts stored;
    private final TagLook tags;
    private final PartLook look;
    private final ReferrerLook referrers;
    private final Queue<ProvenImage> images = new ConcurrentLinkedQueue<>();
    private final Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();

    /**
     * What is asked for.
     *
     * @param jobs how many files may be read at once, at least 1
     * @param readsBytes whether the registry's bytes are read back, and not only asked for
     * @param sample at most so many images; empty for all
     * @param broken what the source is known to have with other bytes than the digest promises
     */
    public record Request(
            ImageSource source,
            Selection selection,
            TargetNames names,
            int jobs,
            boolean readsBytes,
            Optional<Integer> sample,
            Set<Digest> broken) {
        public Request {
            broken = Set.copyOf(broken);
        }

        public Request knowing(Set<Digest> more) {
            return new Request(source, selection, names, jobs, readsBytes, sample, more);
        }
    }

    /** @param settled hears of every image as soon as it is known, from any thread */
    public Prover(
            Request request, RegistryConnection connection, SyncProgress progress, Consumer<ProvenImage> settled) {
        this.request = request;
        this.source = request.source();
        this.connection = connection;
        this.progress = progress;
        this.settled = settled;
        this.stored = new SourceParts(source, request.broken());
        this.tags = new TagLook(source, stored, connection.registry(), silence);
        PartLook heads = new HeadLook(connection.registry());
        this.referrers = new ReferrerLook(source, connection.registry().referrers(), silence, request.jobs());
        this.look = request.readsBytes() ? new ByteLook(connection.readback(), heads, this::read) : heads;
    }

    /**
     * If this thread is interrupted, it ends soon with what is known by then; the thread stays interrupted.
     *
     * @throws Failure if the source has no repository at all, or the registry answers nothing
     */
    public RegistryProof run() {
        Optional<Sample> sample = request.sample().map(Sample::new);
        ScanFindings findings = NONE;
        boolean interrupted = false;
        try {
            DistinctNames names = DistinctNames.of(source, request.selection(), request.names());
            Consumer<SelectedRepository> each =
                    sample.<Consumer<SelectedRepository>>map(its -> its::offer).orElse(its -> look(its, names));
            findings = new SelectedScan(source, request.selection(), progress)
                    .run(each)
                    .noting(names.notes());
            if (sample.isPresent()) {
                List<SelectedRepository> some = sample.get().repositories();
                Cancellable.get("interrupted while asking", () -> {
                    Parallel.each(some, request.jobs(), its -> look(its, names));
                    return some;
                });
            }
        } catch (CancellationException e) {
            interrupted = Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        } else {
            silence.requireAnswers(connection.endpoint().authority());
        }
        return new RegistryProof(
                findings.with(problems.stream().distinct().toList()),
                images.stream().sorted(Comparator.comparing(ProvenImage::name)).toList(),
                counters.sum(),
                sample.map(Sample::share),
                interrupted);
    }

    private void look(SelectedRepository repository, DistinctNames names) {
        TargetName called = names.of(repository.name());
        Optional<RepositoryName> usable =
                called instanceof TargetName.Usable(RepositoryName its) ? Optional.of(its) : Optional.empty();
        repository
                .broken()
                .forEach(tag -> settle(new ProvenImage(
                        new ImageName(repository.name(), tag.tag()),
                        usable,
                        Optional.empty(),
                        new ImageProof.SourceFault(StorageFaults.of(tag)))));
        switch (called) {
            case TargetName.Usable(RepositoryName target) ->
                Cancellable.get("interrupted while asking for " + target, () -> {
                    ask(repository, target);
                    return target;
                });
            case TargetName.Unusable why ->
                Root.of(repository).forEach(root -> settle(root, Optional.empty(), new ImageProof.Misnamed(why)));
        }
        progress.compared();
    }

    private void ask(SelectedRepository repository, RepositoryName target) throws InterruptedException {
        RepositoryProof proof = new RepositoryProof(target, stored, tags, look, silence, counters, request.jobs());
        Map<Root, ImageProof> asked = proof.of(Root.of(repository));
        settle(asked, target);
        if (request.selection().referrers()) {
            settle(proof.of(withImages(repository, asked)), target);
        }
    }

    /** What a push sends along: referrers of what is, or would be, on the registry. */
    private List<Root> withImages(SelectedRepository repository, Map<Root, ImageProof> images) {
        Set<Digest> delivered = images.entrySet().stream()
                .filter(each -> switch (each.getValue().kind()) {
                    case THERE, MISSING, INCOMPLETE, UNTOLD -> true;
                    case CONFLICT, DAMAGED -> false;
                })
                .map(each -> each.getKey().digest())
                .collect(Collectors.toSet());
        SortedSet<Digest> their =
                UntaggedRevisions.of(source, repository.all(), problems::add).referrers(delivered);
        their.removeAll(repository.revisions());
        return their.stream().map(digest -> Root.of(repository.name(), digest)).toList();
    }

    private void settle(Map<Root, ImageProof> asked, RepositoryName target) throws InterruptedException {
        List<ImageName> nameless = asked.entrySet().stream()
                .filter(each -> each.getValue() instanceof ImageProof.There)
                .map(each -> each.getKey().name())
                .filter(name -> name.digest().isPresent())
                .toList();
        Map<Digest, Gap> unlisted = referrers.gaps(nameless, target);
        asked.forEach((root, proof) -> {
            Gap gap = root.name().digest().map(unlisted::get).orElse(null);
            settle(root, Optional.of(target), gap == null ? proof : new ImageProof.Incomplete(List.of(gap)));
        });
    }

    private void settle(Root root, Optional<RepositoryName> target, ImageProof proof) {
        settle(new ProvenImage(root.name(), target, Optional.of(root.digest()), proof));
    }

    private void settle(ProvenImage image) {
        progress.resolved();
        images.add(image);
        settled.accept(image);
    }

    private void read(long size) {
        counters.read(size);
        progress.bytes(size);
    }
}
