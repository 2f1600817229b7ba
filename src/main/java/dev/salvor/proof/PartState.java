// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.registry.Refusal;

/** What a repository of the registry has under a digest. */
sealed interface PartState {

    /** @param size in bytes; negative of a manifest, whose digest says enough */
    record There(long size) implements PartState {
        static final long UNKNOWN = -1;
    }

    record Absent() implements PartState {}

    /** Content that is not what its digest promises. @param actual the digest of what was read, or what the registry itself calls it */
    record OtherContent(Digest actual) implements PartState {}

    /** It does not say: neither there nor absent. */
    record Untold(Refusal refusal) implements PartState {}
}
