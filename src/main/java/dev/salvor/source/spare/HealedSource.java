// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Healing;
import dev.salvor.source.ImageSource;
import dev.salvor.source.PassingBlobs;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.Spare;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A source whose gaps are filled from spares: what it has whole is its own, whatever they have. */
public final class HealedSource implements ImageSource {
    private final ImageSource source;
    private final Finds finds;
    /** Blobs of its own that are there in the right size, and are not what they should be. */
    private final Set<Digest> broken = ConcurrentHashMap.newKeySet();

    /** @param spares in the order in which they are asked */
    public HealedSource(ImageSource source, List<Spare> spares) {
        this.source = source;
        this.finds = new Finds(spares);
    }

    @Override
    public StoredManifest manifest(RepositoryName repository, Digest digest) {
        StoredManifest own = source.manifest(digest);
        return switch (own) {
            case StoredManifest.Intact _ -> own;
            case StoredManifest.Missing _, StoredManifest.Damaged _, StoredManifest.Unreadable _ ->
                finds.manifest(repository, digest)
                        .<StoredManifest>map(bytes -> new StoredManifest.Intact(ManifestParser.parse(bytes), bytes))
                        .orElse(own);
        };
    }

    @Override
    public StoredBlob blob(RepositoryName repository, Blob blob) {
        StoredBlob own = source.blob(repository, blob.digest());
        boolean isWhole = own instanceof StoredBlob.Present present
                && present.size() == blob.size()
                && !broken.contains(blob.digest());
        return isWhole
                ? own
                : finds.blob(repository, blob)
                        .<StoredBlob>map(StoredBlob.Present::new)
                        .orElse(own);
    }

    @Override
    public Healing healing() {
        return new Healing() {
            @Override
            public List<String> spares() {
                return finds.names();
            }

            @Override
            public Optional<String> spare(Digest digest) {
                return finds.spare(digest);
            }

            @Override
            public Optional<Content> instead(RepositoryName repository, Blob blob, Content wrong) {
                distrust(blob.digest());
                finds.forget(blob.digest(), wrong);
                return finds.blob(repository, blob);
            }

            @Override
            public void distrust(Digest blob) {
                broken.add(blob);
            }
        };
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        return source.manifest(digest);
    }

    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        return source.blob(repository, digest);
    }

    @Override
    public Path root() {
        return source.root();
    }

    @Override
    public StorageKind kind() {
        return source.kind();
    }

    @Override
    public Tags tags() {
        return source.tags();
    }

    @Override
    public Optional<PassingBlobs> passing() {
        return source.passing();
    }

    @Override
    public Pool pool() {
        return source.pool();
    }

    @Override
    public Path manifestFile(Digest digest) {
        return source.manifestFile(digest);
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return source.revision(repository, digest);
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return source.read(repository, digest, most);
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Blob blob, int most) {
        boolean isHealed = blob(repository, blob) instanceof StoredBlob.Present
                && finds.spare(blob.digest()).isPresent();
        return isHealed && blob.size() <= most
                ? finds.blob(repository, blob).flatMap(HealedSource::bytes)
                : source.read(repository, blob.digest(), most);
    }

    private static Optional<byte[]> bytes(Content content) {
        try {
            return Optional.of(content.first((int) content.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<SourceProblem> repaired() {
        return source.repaired();
    }
}
