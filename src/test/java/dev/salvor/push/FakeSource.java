// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.FileContent;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that has every blob that was made here, and the manifests. Its blobs have no bytes that anybody could read. */
final class FakeSource implements ImageSource {
    private final Map<Digest, byte[]> manifests = new ConcurrentHashMap<>();
    private final Set<Digest> missing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lookups = new AtomicInteger();

    static Blob blob(String name) {
        return new Blob(Digest.of(name.getBytes(StandardCharsets.UTF_8)), 1);
    }

    /** Adds a manifest; its bytes are its name. */
    Digest manifest(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        manifests.put(digest, bytes);
        return digest;
    }

    /** It was there when the plan was made. */
    void lose(Blob blob) {
        missing.add(blob.digest());
    }

    /** How often a blob was looked up. */
    int lookups() {
        return lookups.get();
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        byte[] bytes = manifests.get(digest);
        return bytes == null
                ? new StoredManifest.Missing(manifestFile(digest))
                : new StoredManifest.Intact(
                        new Manifest.Unknown(digest, bytes.length, MediaType.OCI_IMAGE, "a name only"), bytes);
    }

    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        lookups.incrementAndGet();
        Path file = manifestFile(digest);
        return missing.contains(digest)
                ? new StoredBlob.Missing(file)
                : new StoredBlob.Present(new FileContent(file, 1));
    }

    @Override
    public Path manifestFile(Digest digest) {
        return root().resolve(digest.hex());
    }

    @Override
    public Path root() {
        return Path.of("/nowhere");
    }

    @Override
    public Tags tags() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pool pool() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SourceProblem> repaired() {
        return List.of();
    }

    @Override
    public StorageKind kind() {
        return new StorageKind.Plain();
    }
}
