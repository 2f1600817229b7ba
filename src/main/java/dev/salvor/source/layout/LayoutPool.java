// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.UnfinishedUpload;
import dev.salvor.source.disk.Disk;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** All content of a layout. Nobody uploads to one. */
final class LayoutPool implements Pool {
    private final FileShelf shelf;
    private final Disk disk;

    LayoutPool(FileShelf shelf, Disk disk) {
        this.shelf = shelf;
        this.disk = disk;
    }

    @Override
    public void blobs(Consumer<Blob> each, Consumer<SourceProblem> problems) {
        Cancellable.get("interrupted while looking for blobs", () -> {
            Collection<Digest> all = shelf.digests();
            Parallel.each(all, disk.readsAtOnce(), digest -> visit(digest, each, problems));
            return all;
        });
    }

    private void visit(Digest digest, Consumer<Blob> each, Consumer<SourceProblem> problems)
            throws InterruptedException {
        switch (disk.read(() -> shelf.blob(digest))) {
            case StoredBlob.Present present -> each.accept(new Blob(digest, present.size()));
            // deleted since it was listed
            case StoredBlob.Missing _ -> {}
            case StoredBlob.Unreadable(Path file, String reason) ->
                problems.accept(SourceProblem.unreadable(file, reason));
        }
    }

    @Override
    public void uploads(Consumer<UnfinishedUpload> each, Consumer<SourceProblem> problems) {
        // a layout has no place for them
    }

    @Override
    public Optional<Digest> canonical(RepositoryName repository, Digest digest) {
        return Optional.of(digest);
    }

    @Override
    public StoredBlob blob(Digest digest) {
        return disk.readToItsEnd(() -> shelf.blob(digest));
    }
}
