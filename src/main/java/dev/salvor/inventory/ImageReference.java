// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Optional;

/** A manifest of a repository, by tag or by digest. */
public record ImageReference(RepositoryName repository, Reference reference) {

    /** Spelled {@code repository:tag} or {@code repository@algorithm:hex}; empty for anything else. */
    public static Optional<ImageReference> tryParse(String text) {
        int at = text.indexOf('@');
        int end = at < 0 ? text.lastIndexOf(':') : at;
        if (end < 0) {
            return Optional.empty();
        }
        String rest = text.substring(end + 1);
        Optional<? extends Reference> reference = at < 0 ? Tag.tryParse(rest) : Digest.tryParse(rest);
        return RepositoryName.tryParse(text.substring(0, end))
                .flatMap(repository -> reference.map(its -> new ImageReference(repository, its)));
    }

    @Override
    public String toString() {
        return switch (reference) {
            case Tag tag -> repository + ":" + tag;
            case Digest digest -> repository + "@" + digest;
        };
    }
}
