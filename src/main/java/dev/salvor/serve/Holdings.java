// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the images of one repository consist of, as far as its manifests can be read, and which of them are about which others. */
final class Holdings {
    private static final long NO_SIZE = -1;

    private final PackedSizes manifests = new PackedSizes();
    private final PackedSizes blobs = new PackedSizes();
    private final Map<Digest, SortedSet<Digest>> referrers = new ConcurrentHashMap<>();

    void manifest(Digest digest) {
        manifests.add(digest, NO_SIZE);
    }

    void blob(Digest digest, long size) {
        blobs.add(digest, size);
    }

    void referrer(Digest digest, Digest subject) {
        referrers.compute(subject, (_, known) -> {
            SortedSet<Digest> all = known == null ? new TreeSet<>() : new TreeSet<>(known);
            all.add(digest);
            return all;
        });
    }

    boolean hasManifest(Digest digest) {
        return manifests.of(digest).length > 0;
    }

    /** What its manifests say of the size of a blob: nothing, or more than one thing. */
    List<Long> sizes(Digest blob) {
        return Arrays.stream(blobs.of(blob)).boxed().toList();
    }

    /** Those that are about this manifest, sorted. */
    List<Digest> referrers(Digest subject) {
        return List.copyOf(referrers.getOrDefault(subject, new TreeSet<>()));
    }

    /** How many things it keeps. */
    int weight() {
        return manifests.count() + blobs.count() + referrers.size();
    }
}
