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
import java.util.stream.Collectors;

/** An index that lacks some of its images, as copying one platform of an image leaves it: the others can be pushed, from it or by digest. */
public final class SparseIndex {
    private final ImageSource source;
    private final Resolver resolver;

    public SparseIndex(ImageSource source, Resolver resolver) {
        this.source = source;
        this.resolver = resolver;
    }

    /**
     * The same outcome, with the platforms of the index that are whole, as its descriptors name them.
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
                    Outcome.Refused _,
                    Outcome.Misnamed _,
                    Outcome.NotTried _,
                    Outcome.Bug _ -> outcome;
        };
    }

    private String whole(RepositoryName repository, Digest root) {
        if (!(source.manifest(root) instanceof StoredManifest.Intact(Manifest.Index index, var _))) {
            return "";
        }
        String platforms = index.children().stream()
                .filter(child -> child.platform().isTold())
                .filter(child -> resolver.resolve(repository, child.digest()) instanceof Resolution.Whole)
                .map(Descriptor::platform)
                .map(Platform::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return platforms.isEmpty() ? "" : "; whole for " + platforms;
    }
}
