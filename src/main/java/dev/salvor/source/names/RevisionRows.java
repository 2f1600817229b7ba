// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a list says of revisions that have no tag in it. Those that have one are not kept twice. */
final class RevisionRows {
    private final Map<RepositoryName, Set<Digest>> kept = new HashMap<>();
    private final Map<RepositoryName, Set<Digest>> deleted = new HashMap<>();

    void kept(String repository, String digest) {
        add(kept, repository, digest);
    }

    void deleted(String repository, String digest) {
        add(deleted, repository, digest);
    }

    /** What is no name, or no digest, is none of the storage. */
    private static void add(Map<RepositoryName, Set<Digest>> rows, String repository, String digest) {
        RepositoryName.tryParse(repository)
                .ifPresent(name -> Digest.tryParse(digest)
                        .ifPresent(its ->
                                rows.computeIfAbsent(name, _ -> new HashSet<>()).add(its)));
    }

    /** Those of one repository, and those that have a tag. */
    KnownRevisions of(ScannedRepository repository) {
        Set<Digest> all = new HashSet<>(kept.getOrDefault(repository.name(), Set.of()));
        repository.tags().stream().map(ScannedTag::digest).forEach(all::add);
        return new KnownRevisions(all, deleted.getOrDefault(repository.name(), Set.of()));
    }
}
