// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Goes to one repository by its name, without a scan. */
final class RepositoryLookup {
    private static final int READS_AT_ONCE = 4;

    private final StorageLayout layout;
    private final Consumer<SourceProblem> problems;
    private final Disk disk = new Disk(READS_AT_ONCE);

    RepositoryLookup(StorageLayout layout, Consumer<SourceProblem> problems) {
        this.layout = layout;
        this.problems = problems;
    }

    Optional<StoredTag> tag(RepositoryName repository, Tag tag) {
        Path tags = StorageLayout.tags(layout.repository(repository));
        // What may not be looked at is not absent: notExists is false then, and the reader says why.
        if (Files.notExists(tags.resolve(tag.value()))) {
            return Optional.empty();
        }
        List<StoredTag> found = new ArrayList<>();
        try {
            new TagReader(disk, tags, problems)
                    .read(
                            tag,
                            good -> found.add(new StoredTag.Linked(good)),
                            broken -> found.add(new StoredTag.Broken(broken)));
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return found.stream().findFirst();
    }

    Optional<ScannedRepository> repository(RepositoryName name) {
        Path directory = layout.repository(name);
        try {
            return StorageLayout.holdsManifests(disk.read(() -> Directories.names(directory)))
                    ? Optional.of(new RepositoryReader(disk, READS_AT_ONCE, problems).read(name, directory))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(directory, IoReason.of(e)));
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("the lookup was interrupted");
    }
}
