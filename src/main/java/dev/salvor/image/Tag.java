// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag of a repository.
 *
 * @param value the tag, which fits the grammar of the distribution specification: 128 characters at most
 */
public record Tag(String value) implements Reference, Comparable<Tag> {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @throws IllegalArgumentException if the tag breaks the grammar */
    public Tag {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no tag");
        }
    }

    public static Optional<Tag> tryParse(String value) {
        return GRAMMAR.matcher(value).matches() ? Optional.of(new Tag(value)) : Optional.empty();
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
