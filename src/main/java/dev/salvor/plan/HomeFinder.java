// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Blob;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds homes in what is on the target already (rule 4): a repository in which a tag is on both sides has the blobs of that tag's
 * manifest on disk. That makes a catch-up cheap. A mount proves it in the end; a wrong guess costs nothing but a refused mount.
 */
final class HomeFinder {
    private final ImageSource storage;

    HomeFinder(ImageSource storage) {
        this.storage = storage;
    }

    /** @param there digests of manifests by the repository of the target that has them */
    FoundHomes find(Collection<ResolvedImage> images, Map<RepositoryName, List<Digest>> there)
            throws InterruptedException {
        Set<Digest> needed = images.stream()
                .flatMap(image -> image.blobs().stream())
                .map(Blob::digest)
                .collect(Collectors.toSet());
        if (needed.isEmpty()) {
            return FoundHomes.none();
        }
        Homes homes = new Homes();
        Parallel.each(there.entrySet(), each -> collect(each.getValue(), needed, each.getKey(), homes));
        return homes.found();
    }

    /** Without recursion: nobody has bounded how deep indexes lie in indexes here. */
    private void collect(List<Digest> roots, Set<Digest> needed, RepositoryName repository, Homes homes) {
        Set<Digest> seen = new HashSet<>(roots);
        Deque<Digest> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            if (!(storage.manifest(left.pop()) instanceof StoredManifest.Intact(Manifest manifest, var _))) {
                continue;
            }
            switch (manifest) {
                case Manifest.Image image ->
                    image.blobs()
                            .map(Descriptor::digest)
                            .filter(needed::contains)
                            .forEach(blob -> homes.add(blob, repository));
                case Manifest.Index index ->
                    index.children().stream()
                            .map(Descriptor::digest)
                            .filter(seen::add)
                            .forEach(child -> {
                                // a blob, such as a build cache lists
                                if (needed.contains(child)) {
                                    homes.add(child, repository);
                                } else {
                                    left.push(child);
                                }
                            });
                case Manifest.Schema1 _, Manifest.Unknown _ -> {}
            }
        }
    }
}
