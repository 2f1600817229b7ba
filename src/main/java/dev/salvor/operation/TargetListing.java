// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.harbor.HarborContent;
import dev.salvor.harbor.VisibleRepositories;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.Catalog;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All that a registry shows of itself.
 *
 * @param tags of each repository, without the endpoint's prefix
 * @param failed repositories that are there and whose tags were refused
 * @param limits what this account cannot see, in words; empty if it may read the catalog
 * @param withheld projects of Harbor that are there and whose repositories this account may not list
 */
public record TargetListing(
        SortedMap<RepositoryName, Set<Tag>> tags,
        SortedMap<RepositoryName, Refusal> failed,
        String limits,
        List<String> withheld) {
    public TargetListing {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
        withheld = List.copyOf(withheld);
    }

    /** Which repositories there are to ask for. */
    private record Names(Set<RepositoryName> repositories, String limits, List<String> withheld) {}

    /**
     * @param harbor helps where the catalog is withheld
     * @throws Failure if nothing can be listed
     */
    public static TargetListing read(Registry registry, Endpoint endpoint, Optional<HarborContent> harbor) {
        SortedMap<RepositoryName, Set<Tag>> tags = new ConcurrentSkipListMap<>();
        SortedMap<RepositoryName, Refusal> failed = new ConcurrentSkipListMap<>();
        Names names = names(registry, endpoint, harbor);
        Cancellable.get("interrupted while listing", () -> {
            Parallel.each(names.repositories(), target -> {
                Optional<RepositoryName> name = endpoint.source(target);
                if (name.isEmpty()) {
                    return;
                }
                try {
                    registry.tags(target).ifPresent(its -> tags.put(name.get(), its));
                } catch (RefusedException e) {
                    failed.put(name.get(), e.refusal());
                }
            });
            return tags;
        });
        return new TargetListing(tags, failed, names.limits(), names.withheld());
    }

    private static Names names(Registry registry, Endpoint endpoint, Optional<HarborContent> harbor) {
        try {
            return switch (registry.catalog()) {
                case Catalog.Readable(Set<RepositoryName> repositories) -> new Names(repositories, "", List.of());
                case Catalog.Withheld(int status) ->
                    harbor.map(its -> visible(its, endpoint, status)).orElseThrow(() -> withheld(endpoint, status));
            };
        } catch (RefusedException e) {
            throw new Failure.Unavailable(endpoint.authority() + ": " + e.getMessage(), e);
        }
    }

    /** Most accounts of Harbor may not read the catalog, and many may list the repositories of their projects. */
    private static Names visible(HarborContent harbor, Endpoint endpoint, int status) {
        Optional<String> only = endpoint.prefix().isEmpty()
                ? Optional.empty()
                : Optional.of(endpoint.prefix().split("/")[0]);
        VisibleRepositories visible = harbor.repositories(only);
        if (visible.projects().isEmpty() && visible.withheld().isEmpty()) {
            throw withheld(endpoint, status);
        }
        String limits = "this account may not read the catalog (" + status + "): "
                + (visible.projects().isEmpty()
                        ? "nothing is listed"
                        : "listed are the projects " + String.join(", ", visible.projects()) + " and no others");
        return new Names(visible.repositories(), limits, visible.withheld());
    }

    private static Failure.Denied withheld(Endpoint endpoint, int status) {
        return new Failure.Denied(
                endpoint.authority() + " does not let this account read its catalog (" + status + ")",
                "Use an administrator or a system robot that may list the catalog; salvor plan compares without it.");
    }
}
