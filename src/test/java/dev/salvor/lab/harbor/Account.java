// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Map;
import java.util.Set;

/** Who can log in. */
sealed interface Account {
    String name();

    String secret();

    /** A person. */
    record User(int id, String name, String secret, boolean admin) implements Account {}

    /**
     * A robot account.
     *
     * @param name in full, {@code robot$name} or {@code robot$project+name}
     * @param grants rights by project; {@code *} for all projects, {@code /} for the system
     */
    record Robot(String name, String secret, Map<String, Set<Right>> grants) implements Account {
        static final String SYSTEM = "/";
        static final String ALL_PROJECTS = "*";

        public Robot {
            grants = Map.copyOf(grants);
        }

        boolean isSystemLevel() {
            return name.indexOf('+') < 0;
        }

        boolean may(String namespace, Right right) {
            Set<Right> granted = grants.getOrDefault(namespace, Set.of());
            // 04 "push-only robot GET manifest": push brings pull.
            return granted.contains(right) || right.equals(Right.PULL) && granted.contains(Right.PUSH);
        }
    }
}
