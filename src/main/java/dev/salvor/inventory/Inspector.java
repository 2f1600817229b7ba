// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Manifest;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at one image, by its own files only: nothing else of the storage is read unless the image is not there. */
public final class Inspector {
    private final ImageSource storage;
    private final Consumer<SourceProblem> problems;
    private final SparseIndex sparse;
    private final SimilarNames similar;

    /** @param problems hears of links that had to be repaired while reading, and the like */
    public Inspector(ImageSource storage, Consumer<SourceProblem> problems) {
        this.storage = storage;
        this.problems = problems;
        this.sparse = new SparseIndex(storage, new Resolver(storage));
        this.similar = new SimilarNames(storage);
    }

    /** @throws Failure.Source if the storage has no such image; the advice names similar ones */
    public Inspection inspect(ImageName image) {
        Inspection inspection = switch (image.reference()) {
            case Tag tag -> byTag(image, tag);
            case Digest digest -> byDigest(image, digest);
        };
        storage.repaired().forEach(problems);
        return inspection;
    }

    private Inspection byTag(ImageName image, Tag tag) {
        StoredTag stored = storage.tags().tag(image.repository(), tag, problems).orElseThrow(() -> absent(image));
        return switch (stored) {
            case StoredTag.Linked(ScannedTag linked) ->
                found(
                        image,
                        Optional.of(linked).filter(ScannedTag::isDated).map(ScannedTag::modified),
                        linked.digest(),
                        storage.manifest(linked.digest()));
            case StoredTag.Broken(var broken) -> new Inspection.BrokenLink(image, broken);
        };
    }

    private Inspection byDigest(ImageName image, Digest digest) {
        StoredManifest manifest = storage.manifest(digest);
        Optional<Instant> revision = storage.revision(image.repository(), digest);
        if (manifest instanceof StoredManifest.Missing && revision.isEmpty()) {
            throw absent(image);
        }
        return found(image, revision, digest, manifest);
    }

    private Inspection found(ImageName image, Optional<Instant> linked, Digest digest, StoredManifest manifest) {
        RepositoryName repository = image.repository();
        Part root = new PartReader(storage, repository).root(digest, manifest);
        Optional<Manifest> intact = manifest instanceof StoredManifest.Intact(Manifest parsed, var _)
                ? Optional.of(parsed)
                : Optional.empty();
        List<Platform> whole = intact.filter(_ -> root.all().anyMatch(Part::isFaulty))
                .map(index -> SparseIndex.whole(sparse.children(repository, index)))
                .orElse(List.of());
        return new Inspection.Found(image, linked, root, intact.flatMap(Manifest::subject), whole);
    }

    private Failure.Source absent(ImageName image) {
        return new Failure.Source("the storage " + storage.root() + " has no image " + image, similar.advice(image));
    }
}
