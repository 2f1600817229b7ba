// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Digest;

/** What an export has under a name. */
sealed interface Found {
    record Absent() implements Found {}

    /** With all that belongs to it, as far as names and sizes tell. */
    record Whole(Digest digest) implements Found {}

    /** Something lacks, or is of another size: what a disk that was pulled out leaves, or a hand. */
    record Broken() implements Found {}
}
