// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The tags as a storage links them. Reads names and links only: no layers, uploads or manifests. */
final class TagLinks implements Tags {
    /** Few repositories are slow to read, and a consumer may wait for a registry. */
    private static final int REPOSITORIES_PER_READ = 4;

    private static final int MIN_REPOSITORIES = 32;

    private final StorageLayout layout;
    private final Disk disk;

    TagLinks(StorageLayout layout, Disk disk) {
        this.layout = layout;
        this.disk = disk;
    }

    @Override
    public void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems) {
        RepositoryReader reader = new RepositoryReader(disk, problems);
        walk((name, directory) -> each.accept(reader.read(name, directory)), problems);
    }

    @Override
    public void names(Consumer<RepositoryName> each) {
        walk((name, _) -> each.accept(name), _ -> {});
    }

    private void walk(RepositoryWalk.Visit visit, Consumer<SourceProblem> problems) {
        int repositoriesAtOnce = Math.max(MIN_REPOSITORIES, REPOSITORIES_PER_READ * disk.readsAtOnce());
        RepositoryWalk walk = new RepositoryWalk(disk, repositoriesAtOnce, visit, problems);
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
            return StorageLayout.holdsManifests(disk.read(() -> Directories.names(directory)))
                    ? Optional.of(new RepositoryReader(disk, problems).read(name, directory))
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
        List<StoredTag> found = new ArrayList<>();
        return Cancellable.get("the lookup was interrupted", () -> {
            new TagReader(disk, tags, problems)
                    .read(
                            tag,
                            good -> found.add(new StoredTag.Linked(good)),
                            broken -> found.add(new StoredTag.Broken(broken)));
            return found.stream().findFirst();
        });
    }
}
