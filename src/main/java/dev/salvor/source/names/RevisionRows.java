// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a list says of revisions that have no tag in it. Those that have one are not kept twice. */
final class RevisionRows {
    private final Map<RepositoryName, List<Digest>> kept = new HashMap<>();
    private final Map<RepositoryName, List<Digest>> deleted = new HashMap<>();

    /** The registry had it. */
    void kept(RepositoryName repository, Digest digest) {
        kept.computeIfAbsent(repository, _ -> new ArrayList<>()).add(digest);
    }

    /** It was deleted on purpose, and may have been pushed again. */
    void deleted(RepositoryName repository, Digest digest) {
        deleted.computeIfAbsent(repository, _ -> new ArrayList<>()).add(digest);
    }

    /** Whether anything was deleted there. */
    boolean hasDeleted(RepositoryName repository) {
        return deleted.containsKey(repository);
    }

    /** Those of one repository, and those that have a tag. @param isWhole whether it knew all */
    KnownRevisions of(ScannedRepository repository, boolean isWhole) {
        Set<Digest> all = new HashSet<>(kept.getOrDefault(repository.name(), List.of()));
        repository.tags().stream().map(ScannedTag::digest).forEach(all::add);
        return new KnownRevisions(all, Set.copyOf(deleted.getOrDefault(repository.name(), List.of())), isWhole);
    }
}
