// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All content that a manifest leads to, by the digests of the pool: what a registry's garbage collection marks (protocol.md §1.9); from any
 * thread.
 */
final class Reached {
    /** Also the one object of each digest, which thousands of images may share. */
    private final Map<Digest, Digest> all = new ConcurrentHashMap<>();

    private final Set<Digest> manifests = ConcurrentHashMap.newKeySet();
    private final Set<Digest> unknown = ConcurrentHashMap.newKeySet();
    /** By a digest that the pool does not go by, the repository whose links say what it means. */
    private final Map<Digest, RepositoryName> aliases = new ConcurrentHashMap<>();

    /** Returns the same digest, as it was first given. */
    Digest add(Digest digest) {
        return Optional.ofNullable(all.putIfAbsent(digest, digest)).orElse(digest);
    }

    /** It was read, and is what its digest says. */
    void addRead(Digest manifest) {
        manifests.add(add(manifest));
    }

    /** A manifest whose own parts are not known. */
    void addUnknown(Digest manifest) {
        unknown.add(manifest);
    }

    void addAlias(Digest alias, RepositoryName repository, Digest canonical) {
        add(canonical);
        aliases.put(alias, repository);
    }

    boolean has(Digest digest) {
        return all.containsKey(digest);
    }

    /** Whether it was read and proven already. */
    boolean isRead(Digest manifest) {
        return manifests.contains(manifest);
    }

    long unknown() {
        return unknown.size();
    }

    Set<Digest> digests() {
        return all.keySet();
    }

    Map<Digest, RepositoryName> aliases() {
        return aliases;
    }
}
