// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.harbor.HarborContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Map;
import java.util.Optional;

/** Where to get the digests of a repository's tags in one go. What it does not say has to be asked for tag by tag. */
public interface TagDigests {
    /** The OCI distribution API has no such listing. */
    TagDigests NONE = (_, _) -> Optional.empty();

    /** Harbor's list of artifacts. */
    static TagDigests of(HarborContent harbor) {
        return harbor::tags;
    }

    /**
     * Blocks.
     *
     * @param wanted how many tags are in question
     * @return empty if it cannot be told
     */
    Optional<Map<Tag, Digest>> of(RepositoryName target, int wanted) throws InterruptedException;
}
