// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Tag;

/**
 * A tag that exists, but of which nobody can say what it stands for.
 *
 * @param tag its name
 * @param why what kind of fault that is
 * @param reason what is wrong, with file names from the storage as they are
 */
public record BrokenTag(Tag tag, Why why, String reason) {

    /** Whose fault it is, and so what helps. */
    public enum Why {
        /** Its link is missing, or has no digest. */
        DAMAGED,
        /** Its link is there but cannot be read. */
        UNREADABLE,
        /** A list of names gives it several digests: nothing is wrong with the storage. */
        AMBIGUOUS
    }

    /** By its link. @param unreadable whether that is there but cannot be read; otherwise it is missing or its content is damaged */
    public BrokenTag(Tag tag, boolean unreadable, String reason) {
        this(tag, unreadable ? Why.UNREADABLE : Why.DAMAGED, reason);
    }

    public boolean unreadable() {
        return why == Why.UNREADABLE;
    }
}
