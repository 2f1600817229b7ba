// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Tag;
import java.util.Set;

/** What {@code tags/list} of a repository says. */
public sealed interface TagListing {
    /** All pages were read. Names that break the grammar are left out. */
    record Listed(Set<Tag> tags) implements TagListing {}

    /** The registry says in its own words that there is no such repository. */
    record NoRepository() implements TagListing {}

    /**
     * Nothing is known: denied, broken, or no listing at all. GHCR, Quay, ECR and accounts that may only push get such answers for a
     * repository that does not exist yet, so it is no absence and no reason not to push.
     *
     * @param refusal why. A 401 of the registry itself is one of these, though it reads as {@code LOGIN}: the push has the last word
     */
    record Unknown(Refusal refusal) implements TagListing {}
}
