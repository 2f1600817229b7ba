// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.image.RepositoryName;
import java.util.List;
import java.util.SortedSet;

/**
 * What an account may see of a Harbor whose catalog it may not read.
 *
 * @param projects whose repositories were listed
 * @param withheld projects that are there for this account, and whose repositories it may not list, or not all of them
 */
public record VisibleRepositories(
        SortedSet<RepositoryName> repositories, List<String> projects, List<String> withheld) {
    public VisibleRepositories {
        projects = List.copyOf(projects);
        withheld = List.copyOf(withheld);
    }
}
