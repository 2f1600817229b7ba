// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.Nesting;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds out what an image runs on: from the config of an image, and from the descriptors of an index as far as they say it. */
public final class PlatformFinder {
    /** As much as a manifest may have; configs of real images have a few KiB. */
    private static final int MAX_CONFIG_BYTES = 4 << 20;

    private final ImageSource storage;

    public PlatformFinder(ImageSource storage) {
        this.storage = storage;
    }

    /** In the order of the manifest, without duplicates; without those that nothing is said of, and without attestations. */
    public List<Platform> find(RepositoryName repository, Manifest manifest) {
        Set<Platform> found = new LinkedHashSet<>();
        collect(repository, manifest, found, new HashSet<>(), 0);
        return told(found);
    }

    /** The same of one child of an index. @param descriptors all that the index says of it */
    List<Platform> find(RepositoryName repository, List<Descriptor> descriptors) {
        Set<Platform> found = new LinkedHashSet<>();
        descriptors.forEach(each -> ofChild(repository, each, found, new HashSet<>(), 1));
        return told(found);
    }

    private static List<Platform> told(Set<Platform> found) {
        return found.stream().filter(Platform::isTold).toList();
    }

    private void collect(
            RepositoryName repository, Manifest manifest, Set<Platform> found, Set<Digest> visited, int above) {
        switch (manifest) {
            case Manifest.Image image -> {
                if (image.config().mediaType().isImageConfig()) {
                    found.add(ofConfig(repository, image.config()));
                }
            }
            case Manifest.Index index -> {
                if (above < Nesting.MOST) {
                    index.children().forEach(child -> ofChild(repository, child, found, visited, above + 1));
                }
            }
            case Manifest.Schema1 _, Manifest.Unknown _ -> {}
        }
    }

    private void ofChild(
            RepositoryName repository, Descriptor child, Set<Platform> found, Set<Digest> visited, int above) {
        if (!child.platform().equals(Platform.NONE)) {
            found.add(child.platform());
        } else if (!IndexedBlob.is(child, repository, storage)
                && visited.add(child.digest())
                && storage.manifest(repository, child.digest())
                        instanceof StoredManifest.Intact(Manifest manifest, var _)) {
            collect(repository, manifest, found, visited, above);
        }
    }

    private Platform ofConfig(RepositoryName repository, Descriptor config) {
        // Without it only what it runs on stays unknown; whether the image is whole is not decided here.
        return storage.read(repository, config.blob(), MAX_CONFIG_BYTES)
                .map(ManifestParser::platformOfConfig)
                .orElse(Platform.NONE);
    }
}
