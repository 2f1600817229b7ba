// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import java.util.Optional;

/** Manifests, byte for byte, of images that are whole. */
final class ManifestAnswers {
    private final ImageSource source;
    private final Chosen chosen;
    private final Grants grants;
    private final HoldingsCache holdings;
    private final Wholeness wholeness;

    ManifestAnswers(ImageSource source, Chosen chosen, Grants grants, HoldingsCache holdings) {
        this.source = source;
        this.chosen = chosen;
        this.grants = grants;
        this.holdings = holdings;
        this.wholeness = new Wholeness(source, grants);
    }

    Reply answer(RepositoryName repository, Reference reference, Asked asked) {
        return switch (reference) {
            case Tag tag -> tagged(repository, tag, asked);
            case Digest digest ->
                has(repository, digest)
                        ? stored(repository, digest, asked)
                        : unknown("the repository has no manifest of this digest");
        };
    }

    private Reply tagged(RepositoryName repository, Tag tag, Asked asked) {
        Optional<StoredTag> found = chosen.tag(repository, tag);
        if (found.isEmpty()) {
            return unknown("the repository has no such tag");
        }
        return switch (found.get()) {
            case StoredTag.Linked(ScannedTag linked) -> stored(repository, linked.digest(), asked);
            case StoredTag.Broken(BrokenTag broken) -> unknown("the image is damaged: " + broken.reason());
        };
    }

    /** A manifest that lies in the storage belongs to a repository that links it, or one of whose images lists it. */
    private boolean has(RepositoryName repository, Digest digest) {
        return grants.hasManifest(repository, digest)
                || chosen.isRevision(repository, digest)
                || holdings.of(repository).hasManifest(digest);
    }

    private Reply stored(RepositoryName repository, Digest digest, Asked asked) {
        return switch (source.manifest(repository, digest)) {
            case StoredManifest.Intact(Manifest manifest, byte[] bytes) ->
                wholeness
                        .fault(repository, manifest)
                        .map(ManifestAnswers::unknown)
                        .orElseGet(() ->
                                Documents.manifest(digest, manifest.mediaType().value(), bytes, asked));
            case StoredManifest.Missing _ -> unknown("the image is damaged: manifest " + digest + " is missing");
            case StoredManifest.Damaged(var _, String reason) ->
                unknown("the image is damaged: manifest " + digest + " " + reason);
            case StoredManifest.Unreadable(var _, String reason) ->
                unknown("the image cannot be read: manifest " + digest + ": " + reason);
        };
    }

    private static Reply unknown(String why) {
        return new Complaint(Complaint.Code.MANIFEST_UNKNOWN, why).reply();
    }
}
