// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.source.StoredManifest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where the content should be that manifests refer to and no file is called after: beside the manifest. Looked for once, and only if something is missing. */
final class MissingContent {
    private final FileIndex index;
    private final Function<Digest, StoredManifest> manifests;
    private final Map<Digest, Path> places;
    private final Set<Digest> seen = new HashSet<>();

    private MissingContent(FileIndex index, Function<Digest, StoredManifest> manifests, Map<Digest, Path> known) {
        this.index = index;
        this.manifests = manifests;
        this.places = new HashMap<>(known);
    }

    /**
     * Reads the manifests of all images.
     *
     * @param images their digests
     * @param known places that are known without a manifest
     */
    static Map<Digest, Path> of(
            Collection<Digest> images,
            Map<Digest, Path> known,
            FileIndex index,
            Function<Digest, StoredManifest> manifests) {
        MissingContent missing = new MissingContent(index, manifests, known);
        images.forEach(missing::look);
        return Map.copyOf(missing.places);
    }

    private void look(Digest digest) {
        Optional<Path> file = index.files(digest).findFirst();
        if (file.isPresent()
                && seen.add(digest)
                && manifests.apply(digest) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
            references(manifest).forEach(reference -> look(reference, file.get()));
        }
    }

    private void look(Descriptor reference, Path referrer) {
        boolean isManifest = reference.mediaType().isManifest();
        if (index.has(reference.digest())) {
            if (isManifest) {
                look(reference.digest());
            }
            return;
        }
        boolean isSuffixed = isManifest && referrer.toString().endsWith(Spelling.TOP.name(reference.digest()));
        String name = (isSuffixed ? Spelling.MANIFEST : Spelling.PLAIN).name(reference.digest());
        places.putIfAbsent(reference.digest(), referrer.resolveSibling(name));
    }

    private static List<Descriptor> references(Manifest manifest) {
        return switch (manifest) {
            case Manifest.Image image -> image.blobs().toList();
            case Manifest.Index children -> children.children();
            case Manifest.Schema1 _, Manifest.Unknown _ -> List.of();
        };
    }
}
