// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.concurrent.RecentlyUsed;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the manifests that went out lately consist of: what clients ask for next. Of so many things at most; what is forgotten costs a look
 * through the repository.
 */
final class Grants {
    private static final int MOST = 50_000;
    private static final long MANIFEST = -1;

    private final Map<Key, Long> sizes = new RecentlyUsed<>(MOST);

    private record Key(RepositoryName repository, Digest digest) {}

    synchronized void manifest(RepositoryName repository, Digest digest) {
        sizes.put(new Key(repository, digest), MANIFEST);
    }

    synchronized void blob(RepositoryName repository, Digest digest, long size) {
        sizes.put(new Key(repository, digest), size);
    }

    synchronized boolean hasManifest(RepositoryName repository, Digest digest) {
        return Long.valueOf(MANIFEST).equals(sizes.get(new Key(repository, digest)));
    }

    /** What a manifest says of a blob. */
    synchronized OptionalLong size(RepositoryName repository, Digest digest) {
        Long size = sizes.get(new Key(repository, digest));
        return size == null || size == MANIFEST ? OptionalLong.empty() : OptionalLong.of(size);
    }
}
