// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Tag;

/** Who says what a tag stands for. */
public sealed interface TagOrigin {

    /** A link in the storage. */
    record Link() implements TagOrigin {}

    /** The index of a tag in the storage, whose link gives no digest. */
    record RepairedLink() implements TagOrigin {}

    /**
     * A list of names beside the storage.
     *
     * @param list what the user calls it: a file, or stdin
     */
    record Named(String list) implements TagOrigin {}

    /** Nobody: a revision without a tag was given one by its digest. */
    record Rescued() implements TagOrigin {}

    /** The content that it stands for, which says what it is about: a signature, an attestation, an SBOM. */
    record Content() implements TagOrigin {}

    /**
     * An index that is not whole, and that it is a whole image of: its tag was made of that of the index.
     *
     * @param index the tag of the index, in the same repository
     */
    record Child(Tag index) implements TagOrigin {}

    /** Whether salvor made the name itself, so that the target may have it for something else. */
    default boolean isDerived() {
        return switch (this) {
            case Link _, RepairedLink _, Named _ -> false;
            case Rescued _, Content _, Child _ -> true;
        };
    }
}
