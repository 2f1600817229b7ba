// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The names on the target of all repositories of a storage, none of them twice.
 *
 * <p>Who meets whom must be known before the first of them is compared. Names are read in a walk of their own, which costs the
 * directories and no link, and only if rules could make two meet. Repositories of all shards count, since two workers would mix them
 * just as well, and tags of any age, since the next run would. What has no tag that is meant does not count: garbage collection leaves
 * the directories of dead repositories behind (protocol.md §1.9).
 */
public final class DistinctNames {
    private final TargetNames names;
    private final Map<RepositoryName, TargetName.Shared> shared;
    private final List<NameRule> idle;

    private DistinctNames(TargetNames names, Map<RepositoryName, TargetName.Shared> shared, List<NameRule> idle) {
        this.names = names;
        this.shared = shared;
        this.idle = idle;
    }

    /** @throws CancellationException if this thread is interrupted; it stays interrupted */
    public static DistinctNames of(ImageSource storage, Selection selection, TargetNames names) {
        if (!names.mayMeet()) {
            return new DistinctNames(names, Map.of(), List.of());
        }
        Map<RepositoryName, Queue<RepositoryName>> sources = new ConcurrentHashMap<>();
        Set<NameRule> matching = ConcurrentHashMap.newKeySet();
        storage.tags().names(source -> {
            if (names.of(source, matching::add) instanceof TargetName.Usable(RepositoryName target)) {
                sources.computeIfAbsent(target, _ -> new ConcurrentLinkedQueue<>())
                        .add(source);
            }
        });
        Selection inStorage = selection.in(storage);
        Map<RepositoryName, TargetName.Shared> shared = new HashMap<>();
        sources.forEach((target, candidates) -> {
            List<RepositoryName> meant = meant(storage, inStorage, candidates);
            if (meant.size() > 1) {
                TargetName.Shared its = new TargetName.Shared(target, meant);
                meant.forEach(source -> shared.put(source, its));
            }
        });
        List<NameRule> idle =
                names.rules().stream().filter(rule -> !matching.contains(rule)).toList();
        return new DistinctNames(names, shared, idle);
    }

    /** What is wrong with their files is for the scan to tell. */
    private static List<RepositoryName> meant(
            ImageSource storage, Selection selection, Collection<RepositoryName> candidates) {
        if (candidates.size() < 2) {
            return List.of();
        }
        return candidates.stream()
                .filter(source ->
                        storage.tags().repository(source, _ -> {}).stream().anyMatch(selection::means))
                .sorted()
                .toList();
    }

    /** A line for each rule that matches no repository of the storage, selected or not: it is likely mistyped. */
    public List<String> notes() {
        return idle.stream().map(TargetNames::idle).toList();
    }

    public TargetName of(RepositoryName source) {
        TargetName.Shared its = shared.get(source);
        return its == null ? names.of(source) : its;
    }
}
