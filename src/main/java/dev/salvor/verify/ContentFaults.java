// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was read, and what of that is not as it should be; from any thread. */
final class ContentFaults {
    private final Set<Digest> read = ConcurrentHashMap.newKeySet();
    private final Map<Digest, Proof> wrong = new ConcurrentHashMap<>();

    void add(Digest digest, Proof proof) {
        if (!(proof instanceof Proof.Right)) {
            wrong.put(digest, proof);
        }
        read.add(digest);
    }

    /** Empty if it was not read. */
    Optional<Proof> of(Digest digest) {
        return Optional.ofNullable(wrong.get(digest))
                .or(() -> read.contains(digest) ? Optional.of(new Proof.Right()) : Optional.empty());
    }

    Map<Digest, Proof> wrong() {
        return wrong;
    }
}
