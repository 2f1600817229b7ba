// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import java.util.Optional;

/**
 * What a layout calls an image: {@code [host[:port]/]path[:tag|@digest]}, where neither part need be one that a registry takes.
 *
 * @param host the registry that it came from, as docker tells one: with a dot or a port, or {@code localhost}; empty if none is named
 * @param path the rest, up to tag or digest
 * @param reference as it stands there; {@link #LATEST} where there is none, as docker and skopeo read it
 */
record CarriedName(String host, String path, String reference) {
    private static final String LATEST = "latest";

    static CarriedName parse(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        String host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost") ? first : "";
        String rest = host.isEmpty() ? text : text.substring(slash + 1);
        int at = rest.indexOf('@');
        String named = at < 0 ? rest : rest.substring(0, at);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        String path = colon < 0 ? named : named.substring(0, colon);
        if (at >= 0) {
            return new CarriedName(host, path, rest.substring(at + 1));
        }
        return new CarriedName(host, path, colon < 0 ? LATEST : named.substring(colon + 1));
    }

    /** With a port it is no part of any repository's name. */
    boolean hasPort() {
        return host.indexOf(':') >= 0;
    }

    /** As a registry would have it, without the host; empty if no registry takes such a name. */
    Optional<ImageName> withoutHost() {
        return image(path);
    }

    /** The same with the host as its first part. */
    Optional<ImageName> withHost() {
        return host.isEmpty() ? withoutHost() : image(host + "/" + path);
    }

    private Optional<ImageName> image(String repository) {
        Optional<? extends Reference> its =
                reference.indexOf(':') < 0 ? Tag.tryParse(reference) : Digest.tryParse(reference);
        return RepositoryName.tryParse(repository).flatMap(name -> its.map(known -> new ImageName(name, known)));
    }
}
