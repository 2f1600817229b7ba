// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.TagOrigin;
import java.util.Optional;

/**
 * A selected image of the storage, before it is known what becomes of it.
 *
 * @param target its repository there
 * @param origin who says that the name stands for the digest
 */
record Candidate(ImageName name, RepositoryName target, Digest digest, TagOrigin origin) {

    ImageResult result(Outcome outcome) {
        return new ImageResult(name, Optional.of(target), Optional.of(digest), outcome, index());
    }

    /** The tag of the index that it is an image of, if it has a name for that reason only. */
    Optional<Tag> index() {
        return origin instanceof TagOrigin.Child(Tag index) ? Optional.of(index) : Optional.empty();
    }
}
