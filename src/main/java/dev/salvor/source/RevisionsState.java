// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What tells the revisions of a repository from those that it had before.
 *
 * @param directories when each directory of them was changed, and which one it is
 */
public record RevisionsState(List<Directory> directories) {
    /** A change within the clock tick of the last one leaves no trace. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** One directory. */
    public record Directory(Instant modified, long inode) {}

    public RevisionsState {
        directories = List.copyOf(directories);
    }

    /** Whether a change after this look would have been seen. */
    public boolean isSettled(Instant look) {
        return directories.stream().allMatch(each -> each.modified().plus(TICK).isBefore(look));
    }
}
