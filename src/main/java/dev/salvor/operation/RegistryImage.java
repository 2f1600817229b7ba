// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One repository of a registry, looked at as a source is: manifests are read, blobs only asked for. It has no files, and names of nothing but what is asked for. */
final class RegistryImage implements ImageSource {
    private static final Path NO_FILE = Path.of("");

    private final RegistryConnection connection;
    private final RepositoryName repository;

    RegistryImage(RegistryConnection connection, RepositoryName repository) {
        this.connection = connection;
        this.repository = repository;
    }

    /** A blob over there. */
    private record Elsewhere(long size) implements Content {
        @Override
        public ReadableByteChannel open(long offset) throws IOException {
            throw new IOException("blobs of a registry are not read");
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "";
        }
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        try {
            return connection
                    .readback()
                    .bytes(repository, digest)
                    .map(bytes -> checked(bytes, digest))
                    .orElseGet(() -> new StoredManifest.Missing(NO_FILE));
        } catch (RefusedException e) {
            return new StoredManifest.Unreadable(NO_FILE, e.getMessage());
        }
    }

    private static StoredManifest checked(byte[] bytes, Digest digest) {
        Digest actual = Digest.of(digest.algorithm(), digested(bytes, digest.algorithm()));
        return actual.equals(digest)
                ? new StoredManifest.Intact(ManifestParser.parse(bytes), bytes)
                : new StoredManifest.Damaged(
                        NO_FILE, "the registry gives " + bytes.length + " bytes, and their digest is " + actual);
    }

    private static MessageDigest digested(byte[] bytes, Digest.Algorithm algorithm) {
        MessageDigest hash = algorithm.newMessageDigest();
        hash.update(bytes);
        return hash;
    }

    @Override
    public StoredBlob blob(RepositoryName of, Digest digest) {
        return blob(of, new Blob(digest, -1));
    }

    /** Of a registry that does not tell sizes, a blob that is there is right. */
    @Override
    public StoredBlob blob(RepositoryName of, Blob blob) {
        try {
            return switch (connection.registry().blob(of, blob.digest())) {
                case Registry.BlobState.There(long size) ->
                    new StoredBlob.Present(new Elsewhere(size < 0 ? blob.size() : size));
                case Registry.BlobState.Absent _ -> new StoredBlob.Missing(NO_FILE);
            };
        } catch (RefusedException e) {
            return new StoredBlob.Unreadable(NO_FILE, e.getMessage());
        }
    }

    @Override
    public Path root() {
        return Path.of(connection.endpoint().authority());
    }

    @Override
    public StorageKind kind() {
        return new StorageKind.Plain();
    }

    @Override
    public Path manifestFile(Digest digest) {
        return NO_FILE;
    }

    @Override
    public Optional<Instant> revision(RepositoryName of, Digest digest) {
        return Optional.empty();
    }

    /** No config is read: it would cost a download. */
    @Override
    public Optional<byte[]> read(RepositoryName of, Digest digest, int most) {
        return Optional.empty();
    }

    @Override
    public List<SourceProblem> repaired() {
        return List.of();
    }

    @Override
    public Tags tags() {
        throw new UnsupportedOperationException("an image of a registry is looked for by its digest");
    }

    @Override
    public Pool pool() {
        throw new UnsupportedOperationException("nobody lists the blobs of a registry");
    }
}
