// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a repository, {@code project/app}: path components joined by slashes, 255 characters at most.
 *
 * @param value the name, which fits the grammar of the distribution specification ("Pulling manifests")
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern COMPONENT_GRAMMAR = Pattern.compile(COMPONENT);
    private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final int MAX_LENGTH = 255;

    /** @throws IllegalArgumentException if the name breaks the grammar */
    public RepositoryName {
        if (value.length() > MAX_LENGTH || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no repository name");
        }
    }

    public static Optional<RepositoryName> tryParse(String value) {
        return value.length() <= MAX_LENGTH && GRAMMAR.matcher(value).matches()
                ? Optional.of(new RepositoryName(value))
                : Optional.empty();
    }

    public static boolean isComponent(String component) {
        return COMPONENT_GRAMMAR.matcher(component).matches();
    }

    /** The first path component, which is what Harbor calls the project: rights and quota belong to it. */
    public String project() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
