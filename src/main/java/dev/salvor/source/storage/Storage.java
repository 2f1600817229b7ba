// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.Tags;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A registry's filesystem storage, read-only. */
public final class Storage implements ImageSource {
    /** Where a command looks at one image only. */
    private static final int FEW_READS = 8;

    private final StorageLayout layout;
    private final Disk disk;
    private final Enclosure enclosure;
    private final BlobFiles blobs;
    private final LinkReader links;
    private final List<SourceProblem> followed;
    private final TagRepair repair;
    private final Set<SourceProblem> repaired = ConcurrentHashMap.newKeySet();

    Storage(StorageLayout layout, Disk disk, List<SourceProblem> followed, LinkRepair repair) {
        this.layout = layout;
        this.disk = disk;
        this.enclosure = Enclosure.of(List.of(layout.root(), layout.repositories(), layout.blobs()));
        this.blobs = new BlobFiles(layout, enclosure);
        this.links = new LinkReader(enclosure, blobs);
        this.followed = followed;
        this.repair = new TagRepair(links, repair);
    }

    /**
     * Opens the storage in a directory: the root of the registry's volume, or {@code docker}, {@code docker/registry} or {@code
     * docker/registry/v2} in it, or a copy of the last. Symbolic links down to {@code blobs} and {@code repositories} are followed; below
     * these, only such as stay in the storage.
     *
     * @param readsAtOnce how many threads may read the filesystem at a time, at least 1
     * @throws Failure.Source if there is no such directory, if it cannot be read, or if there is no storage in it
     */
    public static Storage open(Path given, int readsAtOnce) {
        return open(given, readsAtOnce, LinkRepair.ONLY_ENTRY);
    }

    /** The same. @param repair what is taken for a tag whose link gives no digest */
    public static Storage open(Path given, int readsAtOnce, LinkRepair repair) {
        StorageLocator.Located located = StorageLocator.locate(given);
        return new Storage(new StorageLayout(located.root()), new Disk(readsAtOnce), located.followed(), repair);
    }

    /** Whether a directory is a storage, or leads to one, or is another program's: then {@link #open} opens it, or says so. */
    public static boolean isMeant(Path given) {
        return StorageLocator.isMeant(given);
    }

    /** The same for a few reads at a time. */
    public static Storage open(Path given) {
        return open(given, FEW_READS);
    }

    /** The directory that a registry's storage was put into, such as the root of its volume; empty if only a copy of a part was. */
    public static Optional<Path> volume(Path root) {
        return StorageLayout.above(root).map(Path::getParent);
    }

    /** The directory in which nobody but a registry may write: {@code docker}, or as much of it as there is. */
    public static Path untouchable(Path root) {
        return StorageLayout.above(root).orElse(root);
    }

    /** The {@code v2} directory. */
    @Override
    public Path root() {
        return layout.root();
    }

    @Override
    public StorageKind kind() {
        if (Files.exists(layout.databaseLock())) {
            return new StorageKind.DatabaseBacked(layout.databaseLock());
        }
        return Files.exists(layout.cacheState())
                ? new StorageKind.PullThroughCache(layout.cacheState())
                : new StorageKind.Plain();
    }

    @Override
    public Tags tags() {
        return new TagLinks(layout, disk, enclosure, links, repair, followed);
    }

    @Override
    public Pool pool() {
        return new PoolFiles(layout, disk, enclosure, blobs, links);
    }

    /** A digest that is not sha256 is found through the repository's links only (protocol.md §1.4). */
    @Override
    public StoredBlob blob(RepositoryName repository, Digest digest) {
        return disk.readToItsEnd(() -> digest.algorithm() == Digest.Algorithm.SHA256
                ? blobs.stat(digest)
                : linked(layout.layerLink(repository, digest)));
    }

    private StoredBlob linked(Path alias) {
        return switch (read(alias)) {
            case Link.Readable link -> blobs.stat(link.digest());
            case Link.Missing _ -> new StoredBlob.Missing(alias);
            case Link.Empty _ -> new StoredBlob.Unreadable(alias, "the link " + Link.Empty.REASON);
            case Link.Damaged damaged -> new StoredBlob.Unreadable(alias, "the link " + damaged.reason());
            case Link.Unreadable unreadable -> new StoredBlob.Unreadable(alias, unreadable.reason());
        };
    }

    private Link read(Path file) {
        Link link = links.read(file);
        if (link instanceof Link.Readable readable && readable.repaired()) {
            repaired.add(LinkReader.repaired(file, readable));
        }
        return link;
    }

    @Override
    public List<SourceProblem> repaired() {
        return List.copyOf(repaired);
    }

    @Override
    public Optional<byte[]> read(RepositoryName repository, Digest digest, int most) {
        return disk.bytes(blob(repository, digest), most);
    }

    /** Needs no link in any repository (protocol.md §1.7). */
    @Override
    public StoredManifest manifest(Digest digest) {
        return disk.readToItsEnd(() -> blobs.manifest(digest));
    }

    @Override
    public Path manifestFile(Digest digest) {
        return layout.data(digest);
    }

    @Override
    public Optional<Instant> revision(RepositoryName repository, Digest digest) {
        return disk.readToItsEnd(() -> read(layout.revisionLink(repository, digest))) instanceof Link.Readable link
                ? Optional.of(link.modified())
                : Optional.empty();
    }
}
