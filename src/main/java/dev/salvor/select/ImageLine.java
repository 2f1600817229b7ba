// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.PrintedName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredTag;
import java.util.Optional;

/**
 * One line of a list of images, as a cluster prints them. Of tag and digest, the digest is what is meant: container runtimes do not look at
 * the tag then.
 */
record ImageLine(PrintedName printed) {

    /** What a line means in a storage. */
    sealed interface Meaning {
        ImageName name();

        /** @param isCut whether it is there without the host only */
        record Found(ImageName name, boolean isCut) implements Meaning {}

        /** Nothing in the storage. */
        record Nowhere(ImageName name) implements Meaning {}
    }

    /** Empty if it names no image, whatever a storage has. */
    static Optional<ImageLine> tryParse(String text) {
        return PrintedName.tryParse(text)
                .filter(name -> name.tag().isPresent() || name.digest().isPresent())
                .map(ImageLine::new);
    }

    Optional<Tag> tag() {
        return printed.tag();
    }

    private Optional<Digest> digest() {
        return printed.digest();
    }

    Optional<String> host() {
        return printed.host();
    }

    /** Its name without a look at a storage. */
    ImageName name() {
        return named(printed.typed().or(printed::cut).orElseThrow(), reference());
    }

    private Reference reference() {
        return digest().isPresent() ? digest().get() : tag().orElseThrow();
    }

    /** Whether only the storage can tell what it means. */
    boolean isOpen() {
        return digest().isPresent() || host().isPresent();
    }

    /** Reads the links that it may be about. A project of Harbor may have dots, so a host is cut only where the line names nothing as it is. */
    Meaning in(ImageSource storage) {
        Optional<Meaning> typed =
                printed.typed().flatMap(its -> find(its, storage)).map(name -> new Meaning.Found(name, false));
        return typed.or(() ->
                        printed.cut().flatMap(its -> find(its, storage)).map(name -> new Meaning.Found(name, true)))
                .orElseGet(() -> new Meaning.Nowhere(name()));
    }

    private Optional<ImageName> find(RepositoryName repository, ImageSource storage) {
        Optional<StoredTag> link = tag().flatMap(its -> storage.tags().tag(repository, its, _ -> {}));
        if (digest().isEmpty()) {
            return link.map(_ -> named(repository, tag().orElseThrow()));
        }
        Digest meant = digest().get();
        if (link.isPresent()
                && link.get() instanceof StoredTag.Linked(ScannedTag its)
                && its.digest().equals(meant)) {
            return Optional.of(named(repository, its.tag()));
        }
        return storage.revision(repository, meant).map(_ -> named(repository, meant));
    }

    private static ImageName named(RepositoryName repository, Reference reference) {
        return new ImageName(repository, reference);
    }

    /** As it was typed. */
    @Override
    public String toString() {
        return printed.toString();
    }
}
