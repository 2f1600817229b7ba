// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.inventory.PartReader;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks each blob up once, however many images share it. Of what is there, which is nearly all, only the size is kept. */
public final class BlobSizes implements PartReader.BlobLook {
    private final ImageSource source;
    private final Map<Digest, Long> sizes = new ConcurrentHashMap<>();
    private final Map<Digest, StoredBlob> others = new ConcurrentHashMap<>();

    public BlobSizes(ImageSource source) {
        this.source = source;
    }

    @Override
    public StoredBlob at(RepositoryName repository, Digest digest) {
        if (digest.algorithm() != Digest.Algorithm.SHA256) {
            // what it means is said by the links of this repository
            return source.blob(repository, digest);
        }
        Long known = sizes.get(digest);
        if (known != null) {
            return new StoredBlob.Present(new FileContent(source.manifestFile(digest), known));
        }
        StoredBlob faulty = others.get(digest);
        return faulty == null ? look(repository, digest) : faulty;
    }

    /** What is asked for from now on is looked up again: a copy may have brought it, or the rest of it. */
    void forget() {
        sizes.clear();
        others.clear();
    }

    private StoredBlob look(RepositoryName repository, Digest digest) {
        StoredBlob found = source.blob(repository, digest);
        switch (found) {
            case StoredBlob.Present present -> sizes.put(digest, present.size());
            case StoredBlob.Missing _, StoredBlob.Unreadable _ -> others.put(digest, found);
        }
        return found;
    }
}
