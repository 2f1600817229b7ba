// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.Comparator;
import java.util.Optional;

/**
 * What users call an image: a tag of a repository, {@code project/app:1.0}; or one of its revisions by its digest alone, {@code
 * project/app@sha256:…}, as those are named that have no tag.
 */
public record ImageName(RepositoryName repository, Reference reference) implements Comparable<ImageName> {
    private static final Comparator<ImageName> ORDER = Comparator.comparing(ImageName::repository)
            .thenComparing(name -> name.reference() instanceof Digest)
            .thenComparing(name -> name.reference().toString());

    /** The name spelled {@code repository:tag} or {@code repository@algorithm:hex}; empty for anything else. */
    public static Optional<ImageName> tryParse(String text) {
        int at = text.indexOf('@');
        int end = at < 0 ? text.lastIndexOf(':') : at;
        if (end < 0) {
            return Optional.empty();
        }
        String rest = text.substring(end + 1);
        Optional<? extends Reference> reference = at < 0 ? Tag.tryParse(rest) : Digest.tryParse(rest);
        return RepositoryName.tryParse(text.substring(0, end))
                .flatMap(repository -> reference.map(its -> new ImageName(repository, its)));
    }

    /** Empty if it is named by its digest alone. */
    public Optional<Tag> tag() {
        return switch (reference) {
            case Tag tag -> Optional.of(tag);
            case Digest _ -> Optional.empty();
        };
    }

    /** Empty if it is named by a tag. */
    public Optional<Digest> digest() {
        return switch (reference) {
            case Tag _ -> Optional.empty();
            case Digest digest -> Optional.of(digest);
        };
    }

    /** The same image in another repository, such as that of the target. */
    public ImageName in(RepositoryName other) {
        return new ImageName(other, reference);
    }

    @Override
    public int compareTo(ImageName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return switch (reference) {
            case Tag tag -> repository + ":" + tag;
            case Digest digest -> repository + "@" + digest;
        };
    }
}
