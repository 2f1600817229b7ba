// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks the directories that names of repositories are made of, and no others. */
final class RepositoryWalk {
    private final Disk disk;
    private final Enclosure enclosure;
    private final Predicate<List<Path>> wanted;
    private final int repositoriesAtOnce;
    /** Keeps a slow consumer from piling up the tags of the whole storage. Taken before, never while, the disk is held. */
    private final Semaphore repositories;

    private final Visit each;
    private final Consumer<SourceProblem> problems;

    /** A way to go on from a directory. */
    private interface Step {
        void take() throws InterruptedException;
    }

    /** What is done with each repository. */
    interface Visit {
        void at(RepositoryName name, Path directory) throws InterruptedException;
    }

    /** @param wanted whether a directory is visited, by the names in it */
    RepositoryWalk(
            Disk disk,
            Enclosure enclosure,
            Predicate<List<Path>> wanted,
            int repositoriesAtOnce,
            Visit each,
            Consumer<SourceProblem> problems) {
        this.disk = disk;
        this.enclosure = enclosure;
        this.wanted = wanted;
        this.repositoriesAtOnce = repositoriesAtOnce;
        this.repositories = new Semaphore(repositoriesAtOnce);
        this.each = each;
        this.problems = problems;
    }

    /** @param root the directory of all repositories */
    void run(Path root) throws InterruptedException {
        try {
            walk(disk.read(() -> WalkedDirectory.root(root)));
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(root, IoReason.of(e)));
        }
    }

    private void walk(WalkedDirectory directory) throws InterruptedException {
        List<Path> names;
        try {
            names = disk.read(() -> Directories.names(directory.path()));
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(directory.path(), IoReason.of(e)));
            return;
        }
        List<Step> steps = new ArrayList<>();
        if (wanted.test(names)) {
            RepositoryName.tryParse(directory.name()).ifPresent(name -> steps.add(() -> visit(name, directory.path())));
        }
        for (Path name : names) {
            if (!StorageLayout.isMetadata(name.toString())) {
                steps.add(() -> enter(directory, name));
            }
        }
        Parallel.each(steps, repositoriesAtOnce, Step::take);
    }

    private void visit(RepositoryName name, Path directory) throws InterruptedException {
        repositories.acquire();
        try {
            each.at(name, directory);
        } finally {
            repositories.release();
        }
    }

    private void enter(WalkedDirectory parent, Path entry) throws InterruptedException {
        Path path = parent.path().resolve(entry);
        Optional<WalkedDirectory> child;
        try {
            child = disk.read(() -> parent.child(entry, enclosure));
        } catch (FileSystemLoopException e) {
            problems.accept(SourceProblem.skipped(path, IoReason.of(e)));
            return;
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(path, IoReason.of(e)));
            return;
        }
        if (child.isPresent()) {
            Optional<String> refused = refused(entry.toString(), child.get().name());
            if (refused.isPresent()) {
                problems.accept(SourceProblem.skipped(path, refused.get()));
            } else {
                walk(child.get());
            }
        }
    }

    private static Optional<String> refused(String component, String name) {
        if (StorageLayout.isHidden(component)) {
            return Optional.of("hidden, skipped");
        }
        if (!RepositoryName.isComponent(component)) {
            return Optional.of("no repository can have this name, skipped");
        }
        return RepositoryName.tryParse(name).isPresent()
                ? Optional.empty()
                : Optional.of("the name of a repository here would be too long, skipped");
    }
}
