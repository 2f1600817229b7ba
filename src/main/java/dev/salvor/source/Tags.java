// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Where the names of images come from: what says which tag of which repository stands for which digest. */
public interface Tags {

    /**
     * Visits each repository once, in no order, and returns when all were visited.
     *
     * <p>Both consumers are called from virtual threads, concurrently, and may block. The first exception that one of them throws ends the
     * scan and is thrown here; those that wait are interrupted.
     *
     * @param problems hears of what was skipped, could not be read or had to be repaired
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems);

    /**
     * The same for the names of the repositories alone, which is cheaper; what cannot be read is for {@link #scan} to tell.
     *
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    void names(Consumer<RepositoryName> each);

    /**
     * All tags of one repository.
     *
     * @param problems hears of what was skipped, could not be read or had to be repaired
     * @return empty if there is no such repository
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> problems);

    /**
     * One tag.
     *
     * @param problems hears of what had to be repaired while reading
     * @return empty if the repository has no such tag
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> problems);

    /**
     * The revisions of a repository, tagged or not, apart from those that are known: one listing, and a look at each that is left.
     *
     * @param problems hears of what could not be read or had to be repaired
     * @return empty also if there is no such repository
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    SortedSet<Digest> revisions(RepositoryName repository, Set<Digest> known, Consumer<SourceProblem> problems);

    /**
     * A repository as a scan gave it, with the names that cost a look at its manifests, and with what has none.
     *
     * @param problems hears of what could not be read or had to be repaired
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    default ScannedRepository completed(ScannedRepository repository, Consumer<SourceProblem> problems) {
        return repository;
    }

    /**
     * What is another as soon as a repository has got a revision, or its directory has lost one: cheaper than a look at all.
     *
     * @return empty if nothing tells it
     */
    default Optional<RevisionsState> revisionsState(RepositoryName repository) {
        return Optional.empty();
    }

    /** What a list knows of the revisions of a repository; empty if none does, as of a storage by itself. */
    default Optional<KnownRevisions> known(RepositoryName repository) {
        return Optional.empty();
    }

    /** The file that says what a tag stands for, whether it is there or not; empty where no file does so of one tag alone. */
    default Optional<Path> link(RepositoryName repository, Tag tag) {
        return Optional.empty();
    }

    /** Who says what a name stands for; of one that there is not, any answer. */
    default TagOrigin origin(ImageName image) {
        return new TagOrigin.Link();
    }
}
