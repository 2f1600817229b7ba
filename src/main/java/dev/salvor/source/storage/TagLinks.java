// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.RevisionsState;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.Tags;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/** The tags as a storage links them. Reads names and links only: no layers, uploads or manifests. */
final class TagLinks implements Tags {
    /** Few repositories are slow to read, and a consumer may wait for a registry. */
    private static final int REPOSITORIES_PER_READ = 4;

    private static final int MIN_REPOSITORIES = 32;

    private final StorageLayout layout;
    private final Disk disk;
    private final Enclosure enclosure;
    private final LinkReader links;
    private final TagRepair repair;
    private final List<SourceProblem> followed;

    /** @param followed symbolic links to another disk, at or above the directory of all repositories and that of all blobs */
    TagLinks(
            StorageLayout layout,
            Disk disk,
            Enclosure enclosure,
            LinkReader links,
            TagRepair repair,
            List<SourceProblem> followed) {
        this.layout = layout;
        this.disk = disk;
        this.enclosure = enclosure;
        this.links = links;
        this.repair = repair;
        this.followed = List.copyOf(followed);
    }

    @Override
    public void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems) {
        followed.forEach(problems);
        RepositoryReader reader = reader(problems);
        walk((name, directory) -> each.accept(reader.read(name, directory)), problems);
    }

    @Override
    public void names(Consumer<RepositoryName> each) {
        walk((name, _) -> each.accept(name), _ -> {});
    }

    private RepositoryReader reader(Consumer<SourceProblem> problems) {
        return new RepositoryReader(disk, enclosure, links, repair, problems);
    }

    private void walk(RepositoryWalk.Visit visit, Consumer<SourceProblem> problems) {
        int repositoriesAtOnce = Math.max(MIN_REPOSITORIES, REPOSITORIES_PER_READ * disk.readsAtOnce());
        RepositoryWalk walk =
                new RepositoryWalk(disk, enclosure, StorageLayout::holdsManifests, repositoriesAtOnce, visit, problems);
        Cancellable.get("the scan was interrupted", () -> {
            walk.run(layout.repositories());
            return walk;
        });
    }

    @Override
    public Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> problems) {
        return Cancellable.get("the lookup was interrupted", () -> read(name, problems));
    }

    private Optional<ScannedRepository> read(RepositoryName name, Consumer<SourceProblem> problems)
            throws InterruptedException {
        Path directory = layout.repository(name);
        try {
            disk.read(() -> enclosure.requireInside(directory));
            return StorageLayout.holdsManifests(disk.read(() -> Directories.names(directory)))
                    ? Optional.of(reader(problems).read(name, directory))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(directory, IoReason.of(e)));
            return Optional.empty();
        }
    }

    @Override
    public Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> problems) {
        Path tags = StorageLayout.tags(layout.repository(repository));
        // What may not be looked at is not absent: notExists is false then, and the reader says why.
        if (Files.notExists(tags.resolve(tag.value()))) {
            return Optional.empty();
        }
        return Cancellable.get("the lookup was interrupted", () -> read(repository, tags, tag, problems));
    }

    @Override
    public Optional<Path> link(RepositoryName repository, Tag tag) {
        Path tags = StorageLayout.tags(layout.repository(repository));
        return Optional.of(StorageLayout.currentLink(tags.resolve(tag.value())));
    }

    private Optional<StoredTag> read(RepositoryName repository, Path tags, Tag tag, Consumer<SourceProblem> problems)
            throws InterruptedException {
        Enclosure.Anchor anchor;
        try {
            anchor = disk.read(() -> enclosure.anchor(tags));
        } catch (IOException e) {
            return Optional.of(new StoredTag.Broken(
                    new BrokenTag(tag, true, "the tags of its repository cannot be read: " + IoReason.of(e))));
        }
        List<StoredTag> found = new ArrayList<>();
        new TagReader(repository, disk, links, repair, anchor, problems)
                .read(
                        tag,
                        good -> found.add(new StoredTag.Linked(good)),
                        broken -> found.add(new StoredTag.Broken(broken)));
        return found.stream().findFirst();
    }

    @Override
    public TagOrigin origin(ImageName image) {
        return repair.has(image) ? new TagOrigin.RepairedLink() : new TagOrigin.Link();
    }

    @Override
    public SortedSet<Digest> revisions(RepositoryName repository, Set<Digest> known, Consumer<SourceProblem> problems) {
        RevisionLinks revisions = new RevisionLinks(disk, enclosure, links, problems);
        return Cancellable.get(
                "the lookup was interrupted", () -> revisions.read(layout.repository(repository), known));
    }

    @Override
    public Optional<RevisionsState> revisionsState(RepositoryName repository) {
        return Cancellable.get("the lookup was interrupted", () -> disk.read(() -> state(repository)));
    }

    private Optional<RevisionsState> state(RepositoryName repository) {
        List<RevisionsState.Directory> directories = new ArrayList<>();
        for (Path each : StorageLayout.revisions(layout.repository(repository))) {
            try {
                FileState state = FileState.of(each);
                directories.add(new RevisionsState.Directory(state.modified(), state.inode()));
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new RevisionsState(directories));
    }
}
