// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.UnfinishedUpload;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The directories of the blobs and of the uploads, entry by entry. */
final class PoolFiles implements Pool {
    private final StorageLayout layout;
    private final Disk disk;
    private final Enclosure enclosure;
    private final BlobFiles blobs;
    private final LinkReader links;

    PoolFiles(StorageLayout layout, Disk disk, Enclosure enclosure, BlobFiles blobs, LinkReader links) {
        this.layout = layout;
        this.disk = disk;
        this.enclosure = enclosure;
        this.blobs = blobs;
        this.links = links;
    }

    /** A digest that is not sha256 is found through the repository's links only (protocol.md §1.4). */
    @Override
    public Optional<Digest> canonical(RepositoryName repository, Digest digest) {
        if (digest.algorithm() == Digest.Algorithm.SHA256) {
            return Optional.of(digest);
        }
        return disk.readToItsEnd(() -> links.read(layout.layerLink(repository, digest))) instanceof Link.Readable link
                ? Optional.of(link.digest())
                : Optional.empty();
    }

    @Override
    public StoredBlob blob(Digest digest) {
        return disk.readToItsEnd(() -> blobs.stat(digest));
    }

    @Override
    public void blobs(Consumer<Blob> each, Consumer<SourceProblem> problems) {
        Cancellable.get("interrupted while looking for blobs", () -> {
            Listing listing = new Listing(disk, enclosure, problems);
            List<Path> pools = layout.pools();
            for (Path stray : listing.names(layout.blobs())) {
                if (pools.stream().noneMatch(pool -> pool.endsWith(stray))) {
                    problems.accept(SourceProblem.skipped(
                            layout.blobs().resolve(stray), "not the name of a digest's algorithm, skipped"));
                }
            }
            List<Path> splits = new ArrayList<>();
            for (Path pool : pools) {
                for (Path name : listing.names(pool)) {
                    if (StorageLayout.isSplit(name.toString())) {
                        splits.add(pool.resolve(name));
                    } else {
                        problems.accept(SourceProblem.skipped(
                                pool.resolve(name), "not the first two digits of a digest, skipped"));
                    }
                }
            }
            Parallel.each(splits, disk.readsAtOnce(), split -> visit(split, listing, each, problems));
            return splits;
        });
    }

    private void visit(Path split, Listing listing, Consumer<Blob> each, Consumer<SourceProblem> problems)
            throws InterruptedException {
        for (Path name : listing.names(split)) {
            Optional<Digest> digest = StorageLayout.pooled(split, name);
            if (digest.isEmpty()) {
                problems.accept(SourceProblem.skipped(split.resolve(name), "not a digest that belongs here, skipped"));
                continue;
            }
            switch (disk.read(() -> blobs.stat(digest.get()))) {
                case StoredBlob.Present present -> each.accept(new Blob(digest.get(), present.size()));
                // What is left of a blob that was deleted.
                case StoredBlob.Missing _ -> {}
                case StoredBlob.Unreadable(Path file, String reason) ->
                    problems.accept(SourceProblem.unreadable(file, reason));
            }
        }
    }

    @Override
    public void uploads(Consumer<UnfinishedUpload> each, Consumer<SourceProblem> problems) {
        Listing listing = new Listing(disk, enclosure, problems);
        RepositoryWalk.Visit visit = (_, repository) -> {
            Path uploads = StorageLayout.uploads(repository);
            for (Path name : listing.names(uploads)) {
                Path upload = uploads.resolve(name);
                try {
                    each.accept(new UnfinishedUpload(upload, disk.read(() -> Directories.bytes(upload))));
                } catch (NoSuchFileException e) {
                    // finished meanwhile
                    continue;
                } catch (IOException e) {
                    problems.accept(Listing.unreadable(upload, e));
                }
            }
        };
        // what keeps one from going into a directory, the scan of the tags tells
        RepositoryWalk walk =
                new RepositoryWalk(disk, enclosure, StorageLayout::holdsUploads, disk.readsAtOnce(), visit, _ -> {});
        Cancellable.get("interrupted while looking for uploads", () -> {
            walk.run(layout.repositories());
            return walk;
        });
    }
}
