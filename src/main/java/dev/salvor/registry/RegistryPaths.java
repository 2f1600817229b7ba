// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import java.net.URI;

/**
 * The addresses of the OCI distribution API (distribution-spec, "Endpoints"). Names, tags and digests need no escaping: their
 * grammars allow nothing that has a meaning in a URL.
 */
record RegistryPaths(URI base) {

    /** With the slash: Harbor takes only this for the login (protocol.md §3). */
    URI root() {
        return at("/v2/");
    }

    URI catalog(int page) {
        return at("/v2/_catalog?n=" + page);
    }

    /** Without {@code n}: whoever pages says so by a Link, and distribution 2.8 ignores it (protocol.md §5.2). */
    URI tags(RepositoryName repository) {
        return at("/v2/" + repository + "/tags/list");
    }

    URI manifest(RepositoryName repository, Reference reference) {
        return at("/v2/" + repository + "/manifests/" + reference);
    }

    URI referrers(RepositoryName repository, Digest subject) {
        return at("/v2/" + repository + "/referrers/" + subject);
    }

    URI blob(RepositoryName repository, Digest digest) {
        return at("/v2/" + repository + "/blobs/" + digest);
    }

    URI uploads(RepositoryName repository) {
        return at("/v2/" + repository + "/blobs/uploads/");
    }

    URI mount(RepositoryName repository, Digest digest, RepositoryName from) {
        return URI.create(uploads(repository) + "?mount=" + digest + "&from=" + from);
    }

    private URI at(String path) {
        return URI.create(base + path);
    }
}
