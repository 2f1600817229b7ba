// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A source whose images have other names than its own files give. */
public abstract class RetaggedSource implements ImageSource {
    private final ImageSource source;

    protected RetaggedSource(ImageSource source) {
        this.source = source;
    }

    @Override
    public final Path root() {
        return source.root();
    }

    @Override
    public final StorageKind kind() {
        return source.kind();
    }

    @Override
    public final Optional<PassingBlobs> passing() {
        return source.passing();
    }

    @Override
    public final Pool pool() {
        return source.pool();
    }

    @Override
    public final StoredManifest manifest(Digest digest) {
        return source.manifest(digest);
    }

    @Override
    public final StoredManifest manifest(RepositoryName repository, Digest digest) {
        return source.manifest(repository, digest);
    }

    @Override
    public final Path manifestFile(Digest digest) {
        return source.manifestFile(digest);
    }

    @Override
    public final Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return source.revision(repository, digest);
    }

    @Override
    public final StoredBlob blob(RepositoryName repository, Digest digest) {
        return source.blob(repository, digest);
    }

    @Override
    public final StoredBlob blob(RepositoryName repository, Blob blob) {
        return source.blob(repository, blob);
    }

    @Override
    public final Healing healing() {
        return source.healing();
    }

    @Override
    public final Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return source.read(repository, digest, most);
    }

    @Override
    public final Optional<byte[]> read(RepositoryName repository, Blob blob, int most) {
        return source.read(repository, blob, most);
    }

    @Override
    public final List<SourceProblem> repaired() {
        return source.repaired();
    }
}
