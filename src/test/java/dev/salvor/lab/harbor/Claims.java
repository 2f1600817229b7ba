// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A token's claims.
 *
 * @param subject empty for nobody
 */
record Claims(String subject, Instant issued, List<Access> access) {
    /** What it grants on one thing. */
    record Access(String type, String name, List<String> actions) {
        Access {
            actions = List.copyOf(actions);
        }

        String project() {
            return HarborNames.project(name);
        }
    }

    Claims {
        access = List.copyOf(access);
    }

    /** Whatever repository it was asked for, it counts for the project (harbor-live.md §1.5). */
    boolean may(Project project, Right right) {
        return access.stream()
                .filter(each ->
                        each.type().equals("repository") && each.project().equals(project.name()))
                .anyMatch(each -> Set.copyOf(each.actions()).contains(right.action()));
    }
}
