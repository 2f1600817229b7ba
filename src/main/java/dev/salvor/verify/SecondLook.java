// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tags of what is not whole once more, at the end: a registry that still runs, or a copy, may have moved or deleted them since, and
 * registries of the 2.8 line write a link by emptying it first (protocol.md §1.10).
 */
final class SecondLook {
    private final ImageSource source;
    private final ImageLook look;

    SecondLook(ImageSource source, ImageLook look) {
        this.source = source;
        this.look = look;
    }

    /** What is to be said of it now. */
    VerifiedImage at(VerifiedImage first) {
        boolean isFaulty =
                first.verdict() instanceof ImageVerdict.Damaged || first.verdict() instanceof ImageVerdict.Partly;
        return first.name()
                .tag()
                .filter(_ -> isFaulty && source.tags().origin(first.name()) instanceof TagOrigin.Link)
                .map(tag -> at(first, tag))
                .orElse(first);
    }

    private VerifiedImage at(VerifiedImage first, Tag tag) {
        RepositoryName repository = first.name().repository();
        return switch (source.tags().tag(repository, tag, _ -> {}).orElse(null)) {
            case null -> changing(first, "the tag was deleted while the storage was verified");
            case StoredTag.Broken _ ->
                first.digest().isEmpty() ? first : changing(first, "its link changed while the storage was verified");
            case StoredTag.Linked(ScannedTag now) ->
                first.digest().filter(now.digest()::equals).isPresent()
                        ? first
                        : new VerifiedImage(
                                first.name(),
                                Optional.of(now.digest()),
                                look.at(repository, now.digest()).verdict());
        };
    }

    private static VerifiedImage changing(VerifiedImage first, String how) {
        return new VerifiedImage(
                first.name(),
                first.digest(),
                new ImageVerdict.Changing(List.of(new Fault.OfMovedTag(first.name(), how))));
    }
}
