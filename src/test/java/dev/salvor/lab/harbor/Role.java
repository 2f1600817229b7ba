// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Set;

/** What a member of a project is there; only as far as a pusher meets it. */
public enum Role {
    PROJECT_ADMIN(1, Set.of()),
    DEVELOPER(2, Set.of(Right.DELETE, Right.DELETE_ARTIFACT, Right.DELETE_TAG, Right.UPDATE_PROJECT)),
    GUEST(
            3,
            Set.of(
                    Right.PUSH,
                    Right.DELETE,
                    Right.CREATE_TAG,
                    Right.CREATE_ARTIFACT,
                    Right.DELETE_ARTIFACT,
                    Right.DELETE_TAG,
                    Right.UPDATE_PROJECT));

    private final int id;
    private final Set<Right> denied;

    Role(int id, Set<Right> denied) {
        this.id = id;
        this.denied = denied;
    }

    int id() {
        return id;
    }

    boolean may(Right right) {
        return !denied.contains(right);
    }
}
