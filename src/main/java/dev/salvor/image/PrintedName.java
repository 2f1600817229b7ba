// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import java.util.Optional;

/**
 * The name of an image as clusters print it: with a registry's host in front or not, with a tag, a digest or both (distribution/reference,
 * "Grammar").
 *
 * @param path what stands before tag and digest
 */
public record PrintedName(String path, Optional<Tag> tag, Optional<Digest> digest) {

    /** Empty if it names no image; a name may lack both tag and digest. */
    public static Optional<PrintedName> tryParse(String text) {
        int at = text.indexOf('@');
        String front = at < 0 ? text : text.substring(0, at);
        int colon = front.lastIndexOf(':');
        boolean hasTag = colon > front.lastIndexOf('/');
        Optional<Tag> tag = hasTag ? Tag.tryParse(front.substring(colon + 1)) : Optional.empty();
        Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.tryParse(text.substring(at + 1));
        PrintedName name = new PrintedName(hasTag ? front.substring(0, colon) : front, tag, digest);
        boolean isMalformed = hasTag && tag.isEmpty() || at >= 0 && digest.isEmpty();
        return isMalformed || name.typed().or(name::cut).isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** By the rule of docker: what has a dot or a colon, or is localhost, may be a host. */
    public Optional<String> host() {
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean mayBeHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return mayBeHost ? Optional.of(first) : Optional.empty();
    }

    /** The whole path, if a repository may be called so. */
    public Optional<RepositoryName> typed() {
        return RepositoryName.tryParse(path);
    }

    /** The path without the host; empty if there is none. */
    public Optional<RepositoryName> cut() {
        return host().flatMap(host -> RepositoryName.tryParse(path.substring(host.length() + 1)));
    }

    /** As it was typed. */
    @Override
    public String toString() {
        return path
                + tag.map(its -> ":" + its).orElse("")
                + digest.map(its -> "@" + its).orElse("");
    }
}
