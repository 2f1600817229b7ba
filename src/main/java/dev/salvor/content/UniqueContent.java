// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import dev.salvor.image.Digest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Sums up sizes in bytes, each content once, however often it is added; from any thread. */
public final class UniqueContent {
    private final Set<Digest> known = ConcurrentHashMap.newKeySet();
    private final LongAdder bytes = new LongAdder();

    public void add(Digest digest, long size) {
        if (known.add(digest)) {
            bytes.add(size);
        }
    }

    /** How many contents there are. */
    public long count() {
        return known.size();
    }

    public long bytes() {
        return bytes.sum();
    }
}
