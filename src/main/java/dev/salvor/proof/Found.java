// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.registry.Refusal;

/** What a repository of the registry has under a digest. */
public sealed interface Found {

    /** @param size in bytes; negative of a manifest, whose digest says enough */
    record There(long size) implements Found {
        static final long UNKNOWN = -1;
    }

    record Absent() implements Found {}

    /** Content that is not what its digest promises. @param actual the digest of what was read, or what the registry itself calls it */
    record OtherContent(Digest actual) implements Found {}

    /** It does not say: neither there nor absent. */
    record Untold(Refusal refusal) implements Found {}
}
