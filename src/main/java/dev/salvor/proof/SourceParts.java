// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.inventory.Part;
import dev.salvor.inventory.PartReader;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.source.ImageSource;
import dev.salvor.verify.BlobSizes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What belongs to images of the source, and what is wrong with that there. */
final class SourceParts {
    private final ImageSource source;
    private final Resolver resolver;
    private final SparseIndex sparse;
    private final BlobSizes sizes;
    private final Set<Digest> broken;

    /** @param broken what is known to have other bytes than its digest promises; sizes do not show that */
    SourceParts(ImageSource source, Set<Digest> broken) {
        this.source = source;
        this.resolver = new Resolver(source);
        this.sparse = new SparseIndex(source, resolver);
        this.sizes = new BlobSizes(source);
        this.broken = broken;
        broken.forEach(source.healing()::distrust);
    }

    /** All that a registry must have of an image, by the manifests of spares too; each manifest below it once, what clients get from elsewhere not at all. */
    List<Part> parts(RepositoryName repository, Digest root) {
        return new PartReader(source, repository, sizes, digest -> source.manifest(repository, digest))
                .root(root, source.manifest(repository, root))
                .all()
                .filter(part -> !(part.state() instanceof Part.State.NotDistributable)
                        && !(part.state() instanceof Part.State.Repeated))
                .toList();
    }

    /** Whether it could not be delivered from here. */
    boolean isFaulty(Part part) {
        return part.isFaulty() || broken.contains(part.descriptor().digest());
    }

    /** What a push of the image would end with, before anybody asks the registry; empty if nothing is wrong with it. */
    Optional<Outcome> fault(Root root) {
        RepositoryName repository = root.name().repository();
        Resolution resolution = resolver.resolve(repository, root.digest(), root.origin());
        if (resolution instanceof Resolution.Incomplete(Outcome outcome)) {
            return Optional.of(sparse.explain(repository, root.digest(), outcome, List.of()));
        }
        return broken.isEmpty()
                ? Optional.empty()
                : parts(repository, root.digest()).stream()
                        .map(part -> part.descriptor().digest())
                        .filter(this::isLost)
                        .findFirst()
                        .map(digest ->
                                new Outcome.Damaged(digest + " has other bytes on disk than its digest promises"));
    }

    /** Broken, and no spare has given it when the image was resolved. */
    private boolean isLost(Digest digest) {
        return broken.contains(digest) && source.healing().spare(digest).isEmpty();
    }
}
