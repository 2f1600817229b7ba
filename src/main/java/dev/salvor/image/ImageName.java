// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.Comparator;
import java.util.Optional;

/** A tag of a repository, {@code project/app:1.0}: what users call an image. */
public record ImageName(RepositoryName repository, Tag tag) implements Comparable<ImageName> {
    private static final Comparator<ImageName> ORDER =
            Comparator.comparing(ImageName::repository).thenComparing(ImageName::tag);

    /** The name spelled {@code repository:tag}; empty for anything else, a missing tag too. */
    public static Optional<ImageName> tryParse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return RepositoryName.tryParse(text.substring(0, colon))
                .flatMap(repository ->
                        Tag.tryParse(text.substring(colon + 1)).map(tag -> new ImageName(repository, tag)));
    }

    @Override
    public int compareTo(ImageName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }
}
