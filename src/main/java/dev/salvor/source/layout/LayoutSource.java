// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.PassingBlobs;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import dev.salvor.source.disk.Disk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Images by a table of names, and content by its digest. What names it has was read when it was opened; what its files hold is read when it is asked for. */
final class LayoutSource implements ImageSource {
    private final Path root;
    private final NameTable names;
    private final FileShelf shelf;
    private final Disk disk;
    private final List<SourceProblem> problems;
    private final Optional<PassingBlobs> passing;

    /** @param problems that the names had */
    LayoutSource(Path root, NameTable names, FileShelf shelf, Disk disk, List<SourceProblem> problems) {
        this(root, names, shelf, disk, problems, Optional.empty());
    }

    private LayoutSource(
            Path root,
            NameTable names,
            FileShelf shelf,
            Disk disk,
            List<SourceProblem> problems,
            Optional<PassingBlobs> passing) {
        this.passing = passing;
        this.root = root;
        this.names = names;
        this.shelf = shelf;
        this.disk = disk;
        this.problems = List.copyOf(problems);
    }

    /** The same, of which blobs are still to come. */
    LayoutSource with(PassingBlobs blobs) {
        return new LayoutSource(root, names, shelf, disk, problems, Optional.of(blobs));
    }

    @Override
    public Optional<PassingBlobs> passing() {
        return passing;
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public StorageKind kind() {
        return new StorageKind.Plain();
    }

    @Override
    public Tags tags() {
        return new LayoutTags(names, problems, disk.readsAtOnce());
    }

    @Override
    public Pool pool() {
        return new LayoutPool(shelf, disk);
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        return disk.readToItsEnd(() -> shelf.manifest(digest));
    }

    @Override
    public Path manifestFile(Digest digest) {
        return shelf.place(digest);
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return Optional.ofNullable(names.revisions(repository).get(digest));
    }

    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        return disk.readToItsEnd(() -> shelf.blob(digest));
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return disk.bytes(blob(repository, digest), most);
    }

    @Override
    public List<SourceProblem> repaired() {
        return List.of();
    }
}
