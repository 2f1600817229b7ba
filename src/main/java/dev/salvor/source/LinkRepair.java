// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

/** What is taken for a tag whose link gives no digest: its index has the digests that it ever pointed to. */
public enum LinkRepair {
    /** Nothing but the one entry that there is: the tag never pointed to anything else. */
    ONLY_ENTRY,
    /** Of several the newest, too. It is written before the tag is moved, so that the tag may never have come there (protocol.md §1.3). */
    NEWEST_ENTRY
}
