// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

/** What a storage has of a tag that exists. */
public sealed interface StoredTag {

    /** Its link gives a digest. */
    record Linked(ScannedTag tag) implements StoredTag {}

    /** Its link gives none. */
    record Broken(BrokenTag tag) implements StoredTag {}
}
