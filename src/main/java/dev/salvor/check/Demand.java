// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.content.UniqueContent;
import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to go to the target.
 *
 * @param targets repositories there, also those that could not be compared
 * @param bytes by project: an upper bound of what they will take of its quota
 * @param missingProjects of Harbor's own word
 */
public record Demand(SortedSet<RepositoryName> targets, SortedMap<String, Long> bytes, Set<String> missingProjects) {
    public Demand {
        targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
        bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
        missingProjects = Set.copyOf(missingProjects);
    }

    public static Demand nothing() {
        return new Demand(Collections.emptySortedSet(), Collections.emptySortedMap(), Set.of());
    }

    /** A place to push to, without knowing what yet. */
    public static Demand of(RepositoryName target) {
        return new Demand(new TreeSet<>(Set.of(target)), Collections.emptySortedMap(), Set.of());
    }

    public static Demand of(Plan plan) {
        SortedSet<RepositoryName> targets = new TreeSet<>(plan.gaps().refused());
        Map<String, UniqueContent> contents = new HashMap<>();
        for (ResolvedImage image : plan.images()) {
            targets.add(image.target());
            String project = image.target().project();
            UniqueContent content = contents.computeIfAbsent(project, _ -> new UniqueContent());
            for (ResolvedManifest manifest : image.manifests()) {
                content.add(manifest.digest(), manifest.size());
                manifest.blobs().stream()
                        .filter(blob -> !plan.homes().isIn(project, blob.digest()))
                        .forEach((Blob blob) -> content.add(blob.digest(), blob.size()));
            }
        }
        SortedMap<String, Long> bytes = new TreeMap<>();
        contents.forEach((project, content) -> bytes.put(project, content.bytes()));
        return new Demand(targets, bytes, plan.gaps().missingProjects());
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    long bytes(String project) {
        return bytes.getOrDefault(project, 0L);
    }

    /** One repository of each project that Harbor can have: to ask for the rights in it. */
    SortedMap<String, RepositoryName> samples() {
        SortedMap<String, RepositoryName> samples = new TreeMap<>();
        targets.stream()
                .filter(target -> NameFault.of(target)
                        .map(fault -> fault == NameFault.TOO_LONG)
                        .orElse(true))
                .forEach(target -> samples.merge(
                        target.project(),
                        target,
                        (a, b) -> a.value().length() <= b.value().length() ? a : b));
        return samples;
    }

    Demand withProjects(Set<String> created) {
        Set<String> missing = new TreeSet<>(missingProjects);
        missing.removeAll(created);
        return new Demand(targets, bytes, missing);
    }
}
