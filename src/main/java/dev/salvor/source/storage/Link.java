// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import java.time.Instant;

/** What a link file gives: its content is a digest and nothing else (protocol.md §1.3). */
sealed interface Link {

    /**
     * A link that gives a digest.
     *
     * @param digest what it points to
     * @param modified when it was last written
     * @param repaired whether it is spelled otherwise than a registry does, by an editor or a crash; a registry answers 500 then
     */
    record Readable(Digest digest, Instant modified, boolean repaired) implements Link {}

    record Missing() implements Link {}

    /**
     * Has no bytes, or none but padding.
     *
     * @param modified when it was last written
     */
    record Empty(Instant modified) implements Link {
        static final String REASON = "is empty, as a full disk or a crash leaves it";
    }

    record Damaged(String reason) implements Link {}

    record Unreadable(String reason) implements Link {}
}
