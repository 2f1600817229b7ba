// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import java.util.List;
import java.util.Optional;

/**
 * What became of one image: one line of the report.
 *
 * @param target its repository on the target; empty if it has no legal name there, or there is no target
 * @param digest that the tag names in the storage; empty if its link names none
 * @param healed what of it came from elsewhere, if it is there now
 */
public record ImageResult(
        ImageName name,
        Optional<RepositoryName> target,
        Optional<Digest> digest,
        Outcome outcome,
        List<HealedPart> healed) {
    public ImageResult {
        healed = List.copyOf(healed);
    }

    /** Of the source alone. */
    public ImageResult(ImageName name, Optional<RepositoryName> target, Optional<Digest> digest, Outcome outcome) {
        this(name, target, digest, outcome, List.of());
    }

    /** The same with what came from elsewhere. */
    public ImageResult with(List<HealedPart> parts) {
        return new ImageResult(name, target, digest, outcome, parts);
    }
}
