// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** A registry's filesystem storage, read-only. Safe for use by many threads; files may vanish or change while it is read. */
public final class Storage {
    private final StorageLayout layout;

    private Storage(StorageLayout layout) {
        this.layout = layout;
    }

    /**
     * Opens the storage in a directory: the root of the registry's volume, or {@code docker}, {@code docker/registry} or {@code
     * docker/registry/v2} in it, or a copy of the last. Symbolic links are followed.
     *
     * @throws Failure.Source if there is no such directory, if it cannot be read, or if there is no storage in it
     */
    public static Storage open(Path given) {
        return new Storage(new StorageLayout(StorageLocator.locate(given)));
    }

    /** The {@code v2} directory, without symbolic links. */
    public Path root() {
        return layout.root();
    }

    /**
     * Looks a blob up without reading it.
     *
     * @param repository that refers to the blob: a digest that is not sha256 is found through the repository's links only (protocol.md §1.4)
     */
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        if (digest.algorithm() == Digest.Algorithm.SHA256) {
            return stat(layout.data(digest));
        }
        Path alias = layout.layerLink(repository, digest);
        return switch (Link.read(alias)) {
            case Link.Readable link -> stat(layout.data(link.digest()));
            case Link.Missing missing -> new StoredBlob.Missing(alias);
            case Link.Damaged damaged -> new StoredBlob.Unreadable(alias, "the link " + damaged.reason());
            case Link.Unreadable unreadable -> new StoredBlob.Unreadable(alias, unreadable.reason());
        };
    }

    private static StoredBlob stat(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new StoredBlob.Present(file, attributes.size())
                    : new StoredBlob.Unreadable(file, "not a regular file");
        } catch (NoSuchFileException e) {
            return new StoredBlob.Missing(file);
        } catch (IOException e) {
            return new StoredBlob.Unreadable(file, IoReason.of(e));
        }
    }

    /** Reads a manifest, which needs no link in any repository (protocol.md §1.7), and checks its digest. */
    public StoredManifest manifest(Digest digest) {
        return ManifestFile.read(layout.data(digest), digest);
    }

    /** Where the bytes of a manifest are, or should be. */
    public Path manifestFile(Digest digest) {
        return layout.data(digest);
    }

    /**
     * Reads one tag: its link and nothing else.
     *
     * @param problems hears of a link that had to be repaired while reading
     * @return empty if the repository has no such tag
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> problems) {
        return new RepositoryLookup(layout, problems).tag(repository, tag);
    }

    /** When a repository was last given a manifest; empty if the manifest is no revision of it. */
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return Link.read(layout.revisionLink(repository, digest)) instanceof Link.Readable link
                ? Optional.of(link.modified())
                : Optional.empty();
    }

    /**
     * Reads all tags of one repository.
     *
     * @param problems hears of what was skipped, could not be read or had to be repaired
     * @return empty if the storage has no such repository
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> problems) {
        return new RepositoryLookup(layout, problems).repository(name);
    }

    /**
     * A scan of this storage, which has not begun.
     *
     * @param parallelism how many threads may read the filesystem at once, at least 1
     */
    public StorageScan scan(int parallelism) {
        return new StorageScan(layout, parallelism);
    }
}
