// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image that is missing on the target and whole on disk.
 *
 * @param name in the storage
 * @param target its repository on the target
 * @param subject the manifest of the same repository that it is about, if it is a referrer
 * @param manifests in the order in which they must be sent: children first, the tagged one last; without duplicates
 * @param index the tag of an index that is not whole, if this is an image of it that has a tag of its own only here
 */
public record ResolvedImage(
        ImageName name,
        RepositoryName target,
        Optional<Digest> subject,
        List<ResolvedManifest> manifests,
        Optional<Tag> index) {
    public ResolvedImage {
        manifests = List.copyOf(manifests);
    }

    /** One that the source has under this name. */
    public ResolvedImage(
            ImageName name, RepositoryName target, Optional<Digest> subject, List<ResolvedManifest> manifests) {
        this(name, target, subject, manifests, Optional.empty());
    }

    public ImageResult result(Outcome outcome) {
        return new ImageResult(name, Optional.of(target), Optional.of(root().digest()), outcome, index);
    }

    /** The manifest that the tag names. */
    public ResolvedManifest root() {
        return manifests.getLast();
    }

    /** All but the tagged one. */
    public List<ResolvedManifest> children() {
        return manifests.subList(0, manifests.size() - 1);
    }

    /** Foreign layers that it will lack on the target, because the source does not hold them. */
    public Set<Digest> leftOut() {
        Set<Digest> leftOut = new LinkedHashSet<>();
        manifests.forEach(manifest -> leftOut.addAll(manifest.foreign().leftOut()));
        return leftOut;
    }

    public Set<Blob> blobs() {
        Set<Blob> blobs = new LinkedHashSet<>();
        manifests.forEach(manifest -> blobs.addAll(manifest.blobs()));
        return blobs;
    }
}
