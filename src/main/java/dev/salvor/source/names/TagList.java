// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.util.List;
import java.util.Map;

/**
 * What one list of names says.
 *
 * @param name what the user calls it: a file, or stdin
 * @param kind what it was recognised as, in words
 * @param isComplete whether a tag that it does not have was deleted: so it is in the repositories that a whole dump of Harbor's database knows
 * @param isDated whether it says when its tags were moved
 * @param repositories that it knows; broken are the tags for which it gives two digests
 * @param problems what could not be read in it, or is no name
 */
public record TagList(
        String name,
        String kind,
        boolean isComplete,
        boolean isDated,
        Map<RepositoryName, ScannedRepository> repositories,
        List<SourceProblem> problems) {
    public TagList {
        problems = List.copyOf(problems);
    }

    /** How many tags have a digest. */
    public long tags() {
        return repositories.values().stream()
                .mapToLong(repository -> repository.tags().size())
                .sum();
    }
}
