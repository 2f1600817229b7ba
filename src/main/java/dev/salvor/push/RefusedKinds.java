// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The kinds of manifests that the registry does not take: zot knows none of Docker's media types by default, and others keep out
 * artifacts. One refusal says it of all of the same kind, whose layers would be sent in vain.
 */
final class RefusedKinds {
    private final ImageSource source;
    private final Map<Kind, Refusal> refused = new ConcurrentHashMap<>();

    RefusedKinds(ImageSource source) {
        this.source = source;
    }

    /**
     * What a registry may look at. The parts belong to it: a layer that is packed in a new way says nothing of other images, and an
     * index that lists blobs says nothing of other indexes.
     *
     * @param artifact its artifact type, or else the media type of its config; may be empty
     */
    private record Kind(MediaType type, String artifact, Set<MediaType> parts) {
        static Kind of(Manifest manifest) {
            return switch (manifest) {
                case Manifest.Image image ->
                    new Kind(
                            image.mediaType(),
                            image.artifactType().isEmpty()
                                    ? image.config().mediaType().value()
                                    : image.artifactType(),
                            types(image.layers()));
                case Manifest.Index index -> new Kind(index.mediaType(), index.artifactType(), types(index.children()));
                case Manifest.Schema1 _, Manifest.Unknown _ -> new Kind(manifest.mediaType(), "", Set.of());
            };
        }

        private static Set<MediaType> types(List<Descriptor> parts) {
            return parts.stream().map(Descriptor::mediaType).collect(Collectors.toSet());
        }
    }

    /** Notes what the PUT of a manifest met, if that is of its kind. */
    void note(RepositoryName repository, ResolvedManifest manifest, Refusal refusal) throws SourceFaultException {
        boolean isOfKind = switch (refusal.reason()) {
            case KIND, INDEX_OF_BLOBS -> true;
            default -> false;
        };
        if (isOfKind) {
            refused.putIfAbsent(kind(repository, manifest.digest()), refusal);
        }
    }

    /** @throws RefusedException if a part of this image is of a kind that was refused: with that refusal */
    void requireTaken(ResolvedImage image) throws RefusedException, SourceFaultException {
        if (refused.isEmpty()) {
            return;
        }
        for (ResolvedManifest manifest : image.manifests()) {
            Refusal refusal = refused.get(kind(image.name().repository(), manifest.digest()));
            if (refusal != null) {
                throw new RefusedException(refusal);
            }
        }
    }

    /** Read again: the plan does not keep it. */
    private Kind kind(RepositoryName repository, Digest digest) throws SourceFaultException {
        return Kind.of(StorageFaults.requireIntact(digest, source.manifest(repository, digest))
                .manifest());
    }
}
