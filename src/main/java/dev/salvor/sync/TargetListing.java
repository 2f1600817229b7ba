// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.Endpoint;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All that a registry shows of itself.
 *
 * @param tags of each repository, without the endpoint's prefix
 * @param failed repositories of the catalog whose tags were refused
 */
public record TargetListing(SortedMap<RepositoryName, Set<Tag>> tags, SortedMap<RepositoryName, Refusal> failed) {
    public TargetListing {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }

    /** @throws Failure if there is no catalog to begin with */
    public static TargetListing read(Registry registry, Endpoint endpoint) {
        SortedMap<RepositoryName, Set<Tag>> tags = new ConcurrentSkipListMap<>();
        SortedMap<RepositoryName, Refusal> failed = new ConcurrentSkipListMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            repositories(registry, endpoint)
                    .forEach(target -> endpoint.source(target)
                            .ifPresent(name -> tasks.execute(() -> {
                                try {
                                    registry.tags(target).ifPresent(its -> tags.put(name, its));
                                } catch (RefusedException e) {
                                    failed.put(name, e.refusal());
                                }
                            })));
        }
        return new TargetListing(tags, failed);
    }

    private static Set<RepositoryName> repositories(Registry registry, Endpoint endpoint) {
        try {
            return switch (registry.catalog()) {
                case Registry.Catalog.Readable(Set<RepositoryName> repositories) -> repositories;
                case Registry.Catalog.Withheld(int status) ->
                    throw new Failure.Denied(
                            endpoint.authority() + " does not let this account read its catalog (" + status + ")",
                            "Use an administrator or a system robot that may list the catalog; salvor plan compares without it.");
            };
        } catch (RefusedException e) {
            throw new Failure.Unavailable(
                    endpoint.authority() + ": " + e.getMessage(),
                    e.refusal().reason().advice(),
                    e);
        }
    }
}
