// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.Quota;
import java.util.Optional;

/**
 * A project of Harbor that something is to go to.
 *
 * @param quota empty if it is not known
 */
record ProjectState(Presence presence, PushRight right, Optional<Quota> quota) {
    ProjectState with(Presence other) {
        return new ProjectState(other, right, quota);
    }
}
