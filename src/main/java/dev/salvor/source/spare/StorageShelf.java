// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.Pool;
import dev.salvor.source.StoredBlob;
import java.util.List;
import java.util.Optional;

/** What another storage or layout holds, whether its repositories link it or not: a digest is a digest. */
record StorageShelf(Pool pool) implements Shelf {

    @Override
    public List<Content> at(RepositoryName repository, Digest digest) {
        Optional<StoredBlob> found = pool.canonical(repository, digest).map(pool::blob);
        return found.isPresent() && found.get() instanceof StoredBlob.Present(Content content)
                ? List.of(content)
                : List.of();
    }
}
