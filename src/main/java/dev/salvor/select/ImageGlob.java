// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A glob on {@code repository:tag}, with the rules that Java has for paths: {@code *} stays within a path component, {@code **}
 * crosses slashes. A glob without a colon is about the repository: all its tags.
 */
public final class ImageGlob {
    private final String text;
    private final PathMatcher image;
    private final PathMatcher repository;

    /** @throws IllegalArgumentException if the glob is malformed */
    public ImageGlob(String text) {
        this.text = text;
        int colon = text.lastIndexOf(':');
        image = matcher(text);
        repository = matcher(colon < 0 ? text : text.substring(0, colon));
    }

    boolean matches(ImageName name) {
        return text.indexOf(':') < 0 ? mayMatch(name.repository()) : image.matches(Path.of(name.toString()));
    }

    /** @param names all of this repository */
    boolean matchesAny(RepositoryName name, Stream<ImageName> names) {
        return mayMatch(name) && (text.indexOf(':') < 0 || names.anyMatch(this::matches));
    }

    /** Whether all tags of this repository match. */
    boolean isOfAll(RepositoryName name) {
        return text.indexOf(':') < 0 && mayMatch(name);
    }

    /** Whether some tag of this repository could match. */
    boolean mayMatch(RepositoryName name) {
        return repository.matches(Path.of(name.value()));
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + glob + "' is no glob: " + e.getDescription(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
