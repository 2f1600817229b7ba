// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.Quota;
import dev.salvor.harbor.SystemFacts;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found out about a registry that answers and accepts the login.
 *
 * @param target whom it is about
 * @param system empty if Harbor does not know the login, or there is no Harbor
 * @param projects of Harbor by name
 */
record Facts(CheckTarget target, Optional<SystemFacts> system, SortedMap<String, ProjectState> projects) {
    Facts {
        projects = Collections.unmodifiableSortedMap(new TreeMap<>(projects));
    }

    /** Bytes that are left in each project whose quota is known and has a limit. */
    Map<String, Long> room() {
        Map<String, Long> room = new HashMap<>();
        projects.forEach((name, state) ->
                state.quota().filter(Quota::isLimited).ifPresent(quota -> room.put(name, quota.room())));
        return room;
    }
}
