// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.HashMap;
import java.util.Map;

/**
 * Repositories of the target in which blobs are taken to be, as far as planning showed it (rule 4). A push begins with a copy.
 *
 * @param byDigest one repository of each project, by project
 */
public record FoundHomes(Map<Digest, Map<String, RepositoryName>> byDigest) {
    public FoundHomes {
        Map<Digest, Map<String, RepositoryName>> copy = new HashMap<>();
        byDigest.forEach((digest, known) -> copy.put(digest, Map.copyOf(known)));
        byDigest = Map.copyOf(copy);
    }

    public static FoundHomes none() {
        return new FoundHomes(Map.of());
    }

    /** Whether a repository of this project has the blob: then it takes no more of the project's quota. */
    public boolean isIn(String project, Digest digest) {
        return byDigest.getOrDefault(digest, Map.of()).containsKey(project);
    }
}
