// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.PlatformFinder;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.TagOrigin;
import java.util.List;
import java.util.Optional;

/** Sums up manifests, and over all of them what content there is. Its {@link Resolver} decides what is whole, as for a push. */
final class ManifestSummarizer {
    private final ImageSource storage;
    private final Resolver resolver;
    private final PlatformFinder platforms;
    private final SparseIndex sparse;
    private final ContentTotal content = new ContentTotal();

    ManifestSummarizer(ImageSource storage) {
        this.storage = storage;
        this.resolver = new Resolver(storage);
        this.platforms = new PlatformFinder(storage);
        this.sparse = new SparseIndex(storage, resolver);
    }

    ManifestSummary summarize(RepositoryName repository, Digest digest, TagOrigin origin) {
        ManifestSummary.State state = state(resolver.resolve(repository, digest, origin));
        Optional<Manifest> manifest = manifest(repository, digest);
        return new ManifestSummary(
                manifest.map(ManifestSummarizer::kind).orElse(ManifestSummary.Kind.UNKNOWN),
                manifest.map(Manifest::mediaType).orElse(new MediaType("")),
                manifest.map(its -> platforms.find(repository, its)).orElse(List.of()),
                state,
                state instanceof ManifestSummary.State.Faulty
                        ? manifest.map(its -> sparse.children(repository, its)).orElse(List.of())
                        : List.of());
    }

    /** Counts the content of a revision that is no image of the inventory. */
    void count(UntaggedContent.Revision revision) {
        state(resolver.resolve(revision.repository(), revision.digest()));
    }

    /** What all that was whole consists of, so far. */
    ContentTotal.Sum content() {
        return content.sum();
    }

    private ManifestSummary.State state(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Whole(List<ResolvedManifest> manifests, var _) ->
                new ManifestSummary.State.Whole(
                        content.add(manifests), HealedImages.parts(manifests, storage.healing()));
            case Resolution.Incomplete(Outcome outcome) -> new ManifestSummary.State.Faulty(outcome);
        };
    }

    private Optional<Manifest> manifest(RepositoryName repository, Digest digest) {
        return storage.manifest(repository, digest) instanceof StoredManifest.Intact(Manifest manifest, var _)
                ? Optional.of(manifest)
                : Optional.empty();
    }

    private static ManifestSummary.Kind kind(Manifest manifest) {
        return switch (manifest) {
            case Manifest.Image image ->
                image.isArtifact() ? ManifestSummary.Kind.ARTIFACT : ManifestSummary.Kind.IMAGE;
            case Manifest.Index _ -> ManifestSummary.Kind.INDEX;
            case Manifest.Schema1 _ -> ManifestSummary.Kind.SCHEMA1;
            case Manifest.Unknown _ -> ManifestSummary.Kind.UNKNOWN;
        };
    }
}
