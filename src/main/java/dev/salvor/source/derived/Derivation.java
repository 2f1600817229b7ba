// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import java.util.Optional;

/**
 * Which names are made.
 *
 * @param untagged how revisions are called that nobody has named; empty to leave them without a name
 * @param withDeleted whether also those that were deleted on purpose
 */
public record Derivation(Optional<TagTemplate> untagged, boolean withDeleted) {

    /** Only those that content says itself. */
    public static Derivation none() {
        return new Derivation(Optional.empty(), false);
    }
}
