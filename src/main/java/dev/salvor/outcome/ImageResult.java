// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What became of one image: one line of the report.
 *
 * @param target its repository on the target; empty if it has no legal name there, or there is no target
 * @param digest that the tag names in the storage; empty if its link names none
 * @param index the tag of an index that is not whole, if this is an image of it that has a tag of its own only here
 * @param healed what of it came from elsewhere, if it is there now
 */
public record ImageResult(
        ImageName name,
        Optional<RepositoryName> target,
        Optional<Digest> digest,
        Outcome outcome,
        Optional<Tag> index,
        List<HealedPart> healed) {
    public ImageResult {
        healed = List.copyOf(healed);
    }

    /** Of the source alone. */
    public ImageResult(
            ImageName name,
            Optional<RepositoryName> target,
            Optional<Digest> digest,
            Outcome outcome,
            Optional<Tag> index) {
        this(name, target, digest, outcome, index, List.of());
    }

    /** Of an image that the source has under this name. */
    public ImageResult(ImageName name, Optional<RepositoryName> target, Optional<Digest> digest, Outcome outcome) {
        this(name, target, digest, outcome, Optional.empty());
    }

    /** The same with what came from elsewhere. */
    public ImageResult with(List<HealedPart> parts) {
        return new ImageResult(name, target, digest, outcome, index, parts);
    }
}
