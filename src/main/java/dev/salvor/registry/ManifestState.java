// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;

/** What a registry answers when it is asked for a manifest, short of refusing. */
public sealed interface ManifestState {
    record Absent() implements ManifestState {}

    record There(Digest digest) implements ManifestState {}

    /**
     * It stumbles over its own storage: an empty link that a kill or a full disk left, which a push mends, or an empty manifest, which
     * none does (protocol.md §1.10).
     */
    record Broken(Refusal refusal) implements ManifestState {}

    default boolean isThere(Digest expected) {
        return this instanceof There(Digest digest) && digest.equals(expected);
    }
}
