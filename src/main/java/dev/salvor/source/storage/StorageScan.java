// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Finds the repositories of a storage and reads their tags. Reads names and links only: no layers, uploads or manifests. */
public final class StorageScan {
    /** Few repositories are slow to read, and a consumer may wait for a registry. */
    private static final int REPOSITORIES_PER_READ = 4;

    private static final int MIN_REPOSITORIES = 32;

    private final StorageLayout layout;
    private final int parallelism;

    StorageScan(StorageLayout layout, int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("a parallelism of " + parallelism);
        }
        this.layout = layout;
        this.parallelism = parallelism;
    }

    /**
     * Visits each repository that a manifest was pushed to once, in no order, and returns when all were visited.
     *
     * <p>Both consumers are called from virtual threads, concurrently, and may block. The first exception that one of them throws ends the
     * scan and is thrown here; those that wait are interrupted.
     *
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public void run(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems) {
        Disk disk = new Disk(parallelism);
        RepositoryReader reader = new RepositoryReader(disk, parallelism, problems);
        walk(disk, (name, directory) -> each.accept(reader.read(name, directory)), problems);
    }

    /**
     * The same for the names alone, without their tags; what cannot be read is for {@link #run} to tell.
     *
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public void names(Consumer<RepositoryName> each) {
        walk(new Disk(parallelism), (name, _) -> each.accept(name), _ -> {});
    }

    private void walk(Disk disk, RepositoryWalk.Visit visit, Consumer<SourceProblem> problems) {
        int repositoriesAtOnce = Math.max(MIN_REPOSITORIES, REPOSITORIES_PER_READ * parallelism);
        RepositoryWalk walk = new RepositoryWalk(disk, repositoriesAtOnce, visit, problems);
        try {
            walk.run(layout.repositories());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the scan was interrupted");
        }
    }
}
