// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import java.time.Instant;

/**
 * When the links of a storage were written, if that seems to be when it was copied and not when images were pushed: {@code cp -r}, {@code
 * rsync} without {@code -t} and most object stores keep no times.
 *
 * @param tags whose links these are
 * @param first when the oldest of them was written
 * @param last when the newest was
 */
public record CopiedTimes(long tags, Instant first, Instant last) {

    /** A sentence or two. */
    public String meaning() {
        return "the links of all " + tags + " tags were written between " + first + " and " + last
                + ": these look like the times of a copy, not of pushes. --newest, --since and ages go by them; copy again with"
                + " times kept (rsync -a, cp -a), or choose images by name.";
    }
}
