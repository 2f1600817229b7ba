// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where blobs are on the target: other repositories mount them from there (rules 2 to 4). The plan guesses some; which of them serve, and
 * where else this run has made blobs present, shows in the push.
 */
public final class Homes {
    /** One home for each project is enough: a mount inside a project needs no further right. */
    private final Map<Digest, Map<String, RepositoryName>> homes = new ConcurrentHashMap<>();

    public Homes() {}

    /** Those that were found while planning: a copy. */
    public Homes(FoundHomes found) {
        found.byDigest().forEach((digest, known) -> homes.put(digest, new ConcurrentHashMap<>(known)));
    }

    public void add(Digest digest, RepositoryName repository) {
        homes.computeIfAbsent(digest, _ -> new ConcurrentHashMap<>()).putIfAbsent(repository.project(), repository);
    }

    public FoundHomes found() {
        return new FoundHomes(homes);
    }

    /** The registry did not let us mount from there. */
    public void forget(Digest digest, RepositoryName repository) {
        Map<String, RepositoryName> known = homes.get(digest);
        if (known != null) {
            known.remove(repository.project(), repository);
        }
    }

    /** Whether a repository of this project is one of the blob's homes. */
    public boolean isIn(String project, Digest digest) {
        return homes.getOrDefault(digest, Map.of()).containsKey(project);
    }

    /** A home to mount from, in the same project if there is one; never the target itself. */
    public Optional<RepositoryName> nearest(Digest digest, RepositoryName target) {
        Map<String, RepositoryName> known = homes.getOrDefault(digest, Map.of());
        return Stream.concat(Stream.ofNullable(known.get(target.project())), known.values().stream())
                .filter(home -> !home.equals(target))
                .findFirst();
    }
}
