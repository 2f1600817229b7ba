// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

/**
 * How tags on both sides are compared, and what a difference leads to.
 *
 * @param byDigest one HEAD for each common tag; else their names are enough
 */
public record ComparePolicy(boolean byDigest, OnConflict onConflict) {

    /** What to do with a tag that has other content on the target. */
    public enum OnConflict {
        /** Leave it as it is there, and list it. */
        SKIP,
        /** Push the storage's content over it. */
        OVERWRITE,
        /** Leave it as it is there, push the rest, and end with an exit code of its own. */
        FAIL
    }

    /** Acting on conflicts needs to know them, so anything but SKIP compares by digest. */
    public static ComparePolicy of(boolean byDigest, OnConflict onConflict) {
        return new ComparePolicy(byDigest || onConflict != OnConflict.SKIP, onConflict);
    }
}
