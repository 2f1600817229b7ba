// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.harbor.HarborContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where to get the digests of a repository's tags in one go. What it does not say has to be asked for tag by tag.
 *
 * @param ask blocks; told how many tags are in question; empty if it cannot be told
 */
public record TagDigests(BiFunction<RepositoryName, Integer, Optional<Map<Tag, Digest>>> ask) {
    /** The OCI distribution API has no such listing. */
    public static final TagDigests NONE = new TagDigests((_, _) -> Optional.empty());

    /** Harbor's list of artifacts. */
    public static TagDigests of(HarborContent harbor) {
        return new TagDigests(harbor::tags);
    }

    Map<Tag, Digest> of(RepositoryName target, int wanted) {
        return ask.apply(target, wanted).orElse(Map.of());
    }
}
