// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one list of names says.
 *
 * @param name what the user calls it: a file, or stdin
 * @param kind what it was recognised as, in words
 * @param isComplete whether a tag that it does not have was deleted: so it is in the repositories that a whole dump of Harbor's database knows
 * @param isDated whether it says when its tags were moved
 * @param repositories that it knows; broken are the tags for which it gives two digests
 * @param revisions without a tag that it knows
 * @param problems what could not be read in it, or is no name
 */
public record TagList(
        String name,
        String kind,
        boolean isComplete,
        boolean isDated,
        Map<RepositoryName, ScannedRepository> repositories,
        RevisionRows revisions,
        List<SourceProblem> problems) {
    public TagList {
        problems = List.copyOf(problems);
    }

    /** All revisions of a repository that it knows; empty if it does not know them all. */
    Optional<KnownRevisions> known(RepositoryName name) {
        return Optional.ofNullable(repositories.get(name))
                .filter(_ -> isComplete)
                .map(revisions::of);
    }

    /** How many tags have a digest. */
    public long tags() {
        return repositories.values().stream()
                .mapToLong(repository -> repository.tags().size())
                .sum();
    }
}
