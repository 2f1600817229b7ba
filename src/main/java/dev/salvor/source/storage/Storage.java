// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.content.Content;
import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** A registry's filesystem storage, read-only. */
public final class Storage implements ImageSource {
    /** Where a command looks at one image only. */
    private static final int FEW_READS = 8;

    private final StorageLayout layout;
    private final Disk disk;

    Storage(StorageLayout layout, Disk disk) {
        this.layout = layout;
        this.disk = disk;
    }

    /**
     * Opens the storage in a directory: the root of the registry's volume, or {@code docker}, {@code docker/registry} or {@code
     * docker/registry/v2} in it, or a copy of the last. Symbolic links are followed.
     *
     * @param readsAtOnce how many threads may read the filesystem at a time, at least 1
     * @throws Failure.Source if there is no such directory, if it cannot be read, or if there is no storage in it
     */
    public static Storage open(Path given, int readsAtOnce) {
        return new Storage(new StorageLayout(StorageLocator.locate(given)), new Disk(readsAtOnce));
    }

    /** The same for a few reads at a time. */
    public static Storage open(Path given) {
        return open(given, FEW_READS);
    }

    /** The {@code v2} directory. */
    @Override
    public Path root() {
        return layout.root();
    }

    @Override
    public Tags tags() {
        return new TagLinks(layout, disk);
    }

    /** A digest that is not sha256 is found through the repository's links only (protocol.md §1.4). */
    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        return disk.readToItsEnd(() -> digest.algorithm() == Digest.Algorithm.SHA256
                ? stat(layout.data(digest))
                : linked(layout.layerLink(repository, digest)));
    }

    private StoredBlob linked(Path alias) {
        return switch (Link.read(alias)) {
            case Link.Readable link -> stat(layout.data(link.digest()));
            case Link.Missing _ -> new StoredBlob.Missing(alias);
            case Link.Damaged damaged -> new StoredBlob.Unreadable(alias, "the link " + damaged.reason());
            case Link.Unreadable unreadable -> new StoredBlob.Unreadable(alias, unreadable.reason());
        };
    }

    private static StoredBlob stat(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? new StoredBlob.Present(new FileContent(file, attributes.size()))
                    : new StoredBlob.Unreadable(file, "not a regular file");
        } catch (NoSuchFileException e) {
            return new StoredBlob.Missing(file);
        } catch (IOException e) {
            return new StoredBlob.Unreadable(file, IoReason.of(e));
        }
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return blob(repository, digest) instanceof StoredBlob.Present(Content content) && content.size() <= most
                ? disk.readToItsEnd(() -> read(content, most))
                : Optional.empty();
    }

    private static Optional<byte[]> read(Content content, int most) {
        try (InputStream in = Channels.newInputStream(content.open(0))) {
            return Optional.of(in.readNBytes(most));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Needs no link in any repository (protocol.md §1.7). */
    @Override
    public StoredManifest manifest(Digest digest) {
        return disk.readToItsEnd(() -> ManifestFile.read(layout.data(digest), digest));
    }

    @Override
    public Path manifestFile(Digest digest) {
        return layout.data(digest);
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return disk.readToItsEnd(() -> Link.read(layout.revisionLink(repository, digest))) instanceof Link.Readable link
                ? Optional.of(link.modified())
                : Optional.empty();
    }
}
