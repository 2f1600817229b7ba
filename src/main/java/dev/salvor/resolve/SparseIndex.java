// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.List;
import java.util.stream.Collectors;

/** An index that lacks some of its images, as copying one platform of an image leaves it: the others can be pushed, from it or by digest. */
public final class SparseIndex {
    private final ImageSource source;
    private final Resolver resolver;
    private final PlatformFinder platforms;

    public SparseIndex(ImageSource source, Resolver resolver) {
        this.source = source;
        this.resolver = resolver;
        this.platforms = new PlatformFinder(source);
    }

    /** The platforms of what an index lists and the storage has in full; none of another manifest. */
    public List<Platform> whole(RepositoryName repository, Manifest manifest) {
        return manifest instanceof Manifest.Index index
                ? index.children().stream()
                        .map(Descriptor::digest)
                        .distinct()
                        .filter(child -> resolver.resolve(repository, child) instanceof Resolution.Whole)
                        .flatMap(child -> platforms.find(repository, index, child).stream())
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * The same outcome, with the platforms of the index that are whole.
     *
     * @param root what the tag names
     * @param outcome of its resolution
     */
    public Outcome explain(RepositoryName repository, Digest root, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Damaged(String reason) -> new Outcome.Damaged(reason + whole(repository, root));
            case Outcome.Unreadable(String reason) -> new Outcome.Unreadable(reason + whole(repository, root));
            case Outcome.Pushed _,
                    Outcome.AlreadyThere _,
                    Outcome.Conflict _,
                    Outcome.Unsupported _,
                    Outcome.NotInStorage _,
                    Outcome.NamedOnly _,
                    Outcome.Ambiguous _,
                    Outcome.Refused _,
                    Outcome.Misnamed _,
                    Outcome.NotTried _,
                    Outcome.Bug _ -> outcome;
        };
    }

    private String whole(RepositoryName repository, Digest root) {
        if (!(source.manifest(root) instanceof StoredManifest.Intact(Manifest manifest, var _))) {
            return "";
        }
        List<Platform> whole = whole(repository, manifest);
        return whole.isEmpty()
                ? ""
                : "; whole for " + whole.stream().map(Platform::toString).collect(Collectors.joining(", "));
    }
}
