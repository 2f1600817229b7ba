// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.Failure;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.resolve.UntaggedRevisions;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedRepository;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes stock of a storage: scans it, and looks at the manifest of each tag and all that belongs to it. */
public final class StorageInventory {
    private final SelectedScan scan;
    private final ManifestSummarizer summarizer;
    private final SyncProgress progress;
    private final int jobs;
    private final Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();
    private final ImageSource storage;
    private final LongAdder referrers = new LongAdder();
    private final SortedMap<RepositoryName, SortedSet<Digest>> untagged = new ConcurrentSkipListMap<>();

    /** @param jobs how many manifests may be looked at once, and how many links, at least 1 */
    public StorageInventory(ImageSource storage, Selection selection, int jobs, SyncProgress progress) {
        this.scan = new SelectedScan(storage, selection, progress, true);
        this.storage = storage;
        this.summarizer = new ManifestSummarizer(storage);
        this.progress = progress;
        this.jobs = jobs;
    }

    /**
     * @throws Failure.Source if the storage has no repository at all
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Inventory take() {
        Queue<ImageSummary> images = new ConcurrentLinkedQueue<>();
        ScanFindings findings = scan.run(repository -> {
            images.addAll(summarize(repository));
            findUntagged(repository);
        });
        ContentTotal.Sum content = summarizer.content();
        return new Inventory(
                findings.with(problems),
                images.stream().sorted(Comparator.comparing(ImageSummary::name)).toList(),
                content,
                untagged(content));
    }

    private void findUntagged(SelectedRepository repository) {
        UntaggedRevisions its = UntaggedRevisions.of(storage, repository.all(), problems::add);
        Set<Digest> images = Stream.concat(
                        repository.tags().stream().map(ScannedTag::digest), repository.revisions().stream())
                .collect(Collectors.toSet());
        SortedSet<Digest> ofImages = its.referrers(images);
        referrers.add(ofImages.size());
        Set<Digest> taken = new HashSet<>(ofImages);
        taken.addAll(repository.revisions());
        SortedSet<Digest> left = its.without(taken);
        if (!left.isEmpty()) {
            untagged.put(repository.name(), left);
        }
    }

    private UntaggedContent untagged(ContentTotal.Sum before) {
        List<UntaggedContent.Revision> all = untagged.entrySet().stream()
                .flatMap(its ->
                        its.getValue().stream().map(digest -> new UntaggedContent.Revision(its.getKey(), digest)))
                .toList();
        Cancellable.get("interrupted while reading revisions", () -> {
            Parallel.each(all, jobs, summarizer::count);
            return all;
        });
        return new UntaggedContent(all, referrers.sum(), summarizer.content().bytes() - before.bytes());
    }

    /** What a tag stands for: where it is missing, it matters who says so. */
    private record Root(Digest digest, TagOrigin origin) {
        static Root of(ScannedTag tag) {
            return new Root(tag.digest(), tag.origin());
        }

        /** Of a revision. */
        static Root of(Digest digest) {
            return new Root(digest, new TagOrigin.Link());
        }
    }

    private List<ImageSummary> summarize(SelectedRepository repository) {
        List<ImageSummary> images = new ArrayList<>();
        repository
                .broken()
                .forEach(tag -> images.add(new ImageSummary(
                        new ImageName(repository.name(), tag.tag()),
                        Optional.empty(),
                        ManifestSummary.unknown(StorageFaults.of(tag)))));
        Map<Root, ManifestSummary> manifests =
                Cancellable.get("interrupted while reading " + repository.name(), () -> manifests(repository));
        for (ScannedTag tag : repository.tags()) {
            images.add(new ImageSummary(
                    new ImageName(repository.name(), tag.tag()), Optional.of(tag), manifests.get(Root.of(tag))));
        }
        for (Digest digest : repository.revisions()) {
            images.add(new ImageSummary(
                    new ImageName(repository.name(), digest), Optional.empty(), manifests.get(Root.of(digest))));
        }
        return images;
    }

    /** Each manifest is looked at once, however many tags it has. */
    private Map<Root, ManifestSummary> manifests(SelectedRepository repository) throws InterruptedException {
        Set<Root> roots = Stream.concat(
                        repository.tags().stream().map(Root::of),
                        repository.revisions().stream().map(Root::of))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return Parallel.map(roots, jobs, root -> {
            ManifestSummary summary = summarizer.summarize(repository.name(), root.digest(), root.origin());
            progress.resolved();
            return summary;
        });
    }
}
