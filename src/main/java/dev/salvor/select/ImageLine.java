// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredTag;
import java.util.Optional;

/**
 * One line of a list of images, as a cluster prints them: with a registry's host in front or not, with a tag, a digest or both
 * (distribution/reference, "Grammar"). Of both, the digest is what is meant: container runtimes do not look at the tag then.
 *
 * @param path what stands before tag and digest
 */
record ImageLine(String path, Optional<Tag> tag, Optional<Digest> digest) {

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
        int at = text.indexOf('@');
        String front = at < 0 ? text : text.substring(0, at);
        int colon = front.lastIndexOf(':');
        boolean hasTag = colon > front.lastIndexOf('/');
        Optional<Tag> tag = hasTag ? Tag.tryParse(front.substring(colon + 1)) : Optional.empty();
        Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.tryParse(text.substring(at + 1));
        ImageLine line = new ImageLine(hasTag ? front.substring(0, colon) : front, tag, digest);
        boolean isMalformed = hasTag && tag.isEmpty() || at >= 0 && digest.isEmpty() || !hasTag && at < 0;
        return isMalformed || line.typed().or(line::cut).isEmpty() ? Optional.empty() : Optional.of(line);
    }

    /** By the rule of docker: what has a dot or a colon, or is localhost, may be a host. */
    Optional<String> host() {
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean mayBeHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return mayBeHost ? Optional.of(first) : Optional.empty();
    }

    /** Its name without a look at a storage. */
    ImageName name() {
        return named(typed().or(this::cut).orElseThrow(), reference());
    }

    private Reference reference() {
        return digest.isPresent() ? digest.get() : tag.orElseThrow();
    }

    /** Whether only the storage can tell what it means. */
    boolean isOpen() {
        return digest.isPresent() || host().isPresent();
    }

    /** Reads the links that it may be about. A project of Harbor may have dots, so a host is cut only where the line names nothing as it is. */
    Meaning in(ImageSource storage) {
        Optional<Meaning> typed =
                typed().flatMap(its -> find(its, storage)).map(name -> new Meaning.Found(name, false));
        return typed.or(() -> cut().flatMap(its -> find(its, storage)).map(name -> new Meaning.Found(name, true)))
                .orElseGet(() -> new Meaning.Nowhere(name()));
    }

    private Optional<ImageName> find(RepositoryName repository, ImageSource storage) {
        Optional<StoredTag> link = tag.flatMap(its -> storage.tags().tag(repository, its, _ -> {}));
        if (digest.isEmpty()) {
            return link.map(_ -> named(repository, tag.orElseThrow()));
        }
        Digest meant = digest.get();
        if (link.isPresent()
                && link.get() instanceof StoredTag.Linked(ScannedTag its)
                && its.digest().equals(meant)) {
            return Optional.of(named(repository, its.tag()));
        }
        return storage.revision(repository, meant).map(_ -> named(repository, meant));
    }

    private Optional<RepositoryName> typed() {
        return RepositoryName.tryParse(path);
    }

    private Optional<RepositoryName> cut() {
        return host().flatMap(host -> RepositoryName.tryParse(path.substring(host.length() + 1)));
    }

    private static ImageName named(RepositoryName repository, Reference reference) {
        return new ImageName(repository, reference);
    }

    /** As it was typed. */
    @Override
    public String toString() {
        return path
                + tag.map(its -> ":" + its).orElse("")
                + digest.map(its -> "@" + its).orElse("");
    }
}
