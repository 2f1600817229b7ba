// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.source.storage.ScannedTag;
import dev.salvor.source.storage.Storage;
import dev.salvor.sync.ScanFindings;
import dev.salvor.sync.SelectedRepository;
import dev.salvor.sync.SelectedScan;
import dev.salvor.sync.Selection;
import dev.salvor.sync.SyncProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Takes stock of a storage: scans it, and looks at the manifest of each tag and all that belongs to it. */
public final class StorageInventory {
    private final SelectedScan scan;
    private final ManifestSummarizer summarizer;
    private final SyncProgress progress;
    /** Bounds the reads from disk; a permit is for one manifest with its parts. */
    private final Semaphore permits;

    /** @param jobs how many manifests may be looked at once, and how many links, at least 1 */
    public StorageInventory(Storage storage, Selection selection, int jobs, SyncProgress progress) {
        this.scan = new SelectedScan(storage, selection, jobs, progress);
        this.summarizer = new ManifestSummarizer(storage);
        this.progress = progress;
        this.permits = new Semaphore(jobs);
    }

    /**
     * @throws Failure.Source if the storage has no repository at all
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Inventory take() {
        Queue<ImageSummary> images = new ConcurrentLinkedQueue<>();
        ScanFindings findings = scan.run(repository -> images.addAll(summarize(repository)));
        return new Inventory(
                findings,
                images.stream().sorted(Comparator.comparing(ImageSummary::name)).toList(),
                summarizer.content());
    }

    private List<ImageSummary> summarize(SelectedRepository repository) {
        List<ImageSummary> images = new ArrayList<>();
        repository
                .broken()
                .forEach(tag -> images.add(
                        new ImageSummary(tag.name(), Optional.empty(), ManifestSummary.unknown(tag.outcome()))));
        try {
            Map<Digest, Future<ManifestSummary>> manifests = manifests(repository);
            for (ScannedTag tag : repository.tags()) {
                images.add(new ImageSummary(
                        new ImageName(repository.name(), tag.tag()),
                        Optional.of(tag),
                        manifests.get(tag.digest()).get()));
            }
            return images;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading " + repository.name());
        } catch (ExecutionException e) {
            throw new IllegalStateException("summing up " + repository.name() + " failed", e.getCause());
        }
    }

    /** Each manifest is looked at once, however many tags it has; all are done when this returns. */
    private Map<Digest, Future<ManifestSummary>> manifests(SelectedRepository repository) throws InterruptedException {
        Map<Digest, Future<ManifestSummary>> manifests = new HashMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ScannedTag tag : repository.tags()) {
                if (!manifests.containsKey(tag.digest())) {
                    // Taken before the fork, so that a repository of many tags does not fork them all at once.
                    permits.acquire();
                    manifests.put(tag.digest(), tasks.submit(() -> {
                        try {
                            return summarizer.summarize(repository.name(), tag.digest());
                        } finally {
                            permits.release();
                            progress.resolved();
                        }
                    }));
                }
            }
        }
        return manifests;
    }
}
