// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one list of names says. */
public final class TagList {
    private final String name;
    private final String kind;
    private final boolean isComplete;
    private final boolean lacksDeleted;
    private final Map<RepositoryName, NamedRepository> repositories;
    private final RevisionRows revisions;
    private final List<ImageName> others;
    private final List<SourceProblem> problems;

    TagList(
            String name,
            String kind,
            boolean isComplete,
            boolean lacksDeleted,
            Map<RepositoryName, NamedRepository> repositories,
            Collection<ImageName> others,
            RevisionRows revisions,
            List<SourceProblem> problems) {
        this.name = name;
        this.kind = kind;
        this.isComplete = isComplete;
        this.lacksDeleted = lacksDeleted;
        this.repositories = repositories;
        this.revisions = revisions;
        this.others = List.copyOf(others);
        this.problems = List.copyOf(problems);
    }

    /** What the user calls it: a file, or stdin. */
    public String name() {
        return name;
    }

    /** What it was recognised as, in words. */
    public String kind() {
        return kind;
    }

    /** Whether a tag that it does not have was deleted: so it is in the repositories that a whole dump of Harbor's database knows. */
    public boolean isComplete() {
        return isComplete;
    }

    /** Whether it should say what was deleted on purpose and cannot: a dump that is cut, or without that table. */
    public boolean lacksDeleted() {
        return lacksDeleted;
    }

    /** The repositories that it knows. */
    public Set<RepositoryName> repositories() {
        return Collections.unmodifiableSet(repositories.keySet());
    }

    /** How many tags have a digest. */
    public long tags() {
        return repositories.values().stream()
                .mapToLong(listed -> listed.tags().size())
                .sum();
    }

    /** How many repositories these are in; it may know others, where all was deleted. */
    public long taggedRepositories() {
        return repositories.values().stream()
                .filter(listed -> listed.tags().size() > 0)
                .count();
    }

    /** Images that it names without saying which tag stands for which digest: by tag alone, or by digest alone. Sorted. */
    public List<ImageName> others() {
        return others;
    }

    /** What could not be read in it, or is no name. */
    public List<SourceProblem> problems() {
        return problems;
    }

    /** Of a repository that it knows, with its tags; broken are those for which it gives several digests. */
    public Optional<ScannedRepository> repository(RepositoryName repository) {
        return Optional.ofNullable(repositories.get(repository)).map(listed -> listed.repository(repository));
    }

    /** The revisions of a repository that it knows, if it knows them all, or that some were deleted. */
    Optional<KnownRevisions> known(RepositoryName repository) {
        return repository(repository)
                .filter(_ -> isComplete || revisions.hasDeleted(repository))
                .map(its -> revisions.of(its, isComplete));
    }

    /** One tag, without a look at the others. */
    Optional<StoredTag> find(RepositoryName repository, Tag tag) {
        return Optional.ofNullable(repositories.get(repository)).flatMap(listed -> listed.find(tag));
    }
}
