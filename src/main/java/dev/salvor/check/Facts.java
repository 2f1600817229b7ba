// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.SystemFacts;
import java.util.Collections;
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
}
