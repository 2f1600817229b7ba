// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fault, and what it costs.
 *
 * @param images that it keeps from being whole; none if no image needs it
 * @param repositories that these are in
 */
public record Cause(Fault fault, long images, long repositories) {
    private static final Comparator<Cause> WORST_FIRST = Comparator.comparingLong(Cause::images)
            .thenComparingLong(Cause::repositories)
            .reversed()
            .thenComparing(cause -> key(cause.fault()).toString());

    /** What tells causes apart: a blob may be a layer here and a config there. */
    private record OfContent(Digest digest, Fault.Kind kind) {}

    private static final class Cost {
        private final Fault fault;
        private final Set<RepositoryName> repositories = new HashSet<>();
        private long images;

        private Cost(Fault fault) {
            this.fault = fault;
        }
    }

    /**
     * Of all faults together, the worst first.
     *
     * @param unneeded what is wrong with content, whether an image needs it or not
     */
    static List<Cause> of(List<VerifiedImage> images, Collection<Fault.OfContent> unneeded) {
        Map<Object, Cost> costs = new HashMap<>();
        for (VerifiedImage image : images) {
            Map<Object, Fault> its = image.verdict().faults().stream()
                    .filter(fault -> !fault.isByNature())
                    .collect(Collectors.toMap(Cause::key, fault -> fault, (first, _) -> first));
            its.forEach((key, fault) -> {
                Cost cost = costs.computeIfAbsent(key, _ -> new Cost(fault));
                cost.images++;
                cost.repositories.add(image.name().repository());
            });
        }
        Set<Digest> needed = costs.values().stream()
                .flatMap(cost ->
                        cost.fault instanceof Fault.OfContent content ? Stream.of(content.digest()) : Stream.empty())
                .collect(Collectors.toSet());
        return Stream.concat(
                        costs.values().stream()
                                .map(cost -> new Cause(cost.fault, cost.images, cost.repositories.size())),
                        unneeded.stream()
                                .filter(fault -> !needed.contains(fault.digest()))
                                .map(fault -> new Cause(fault, 0, 0)))
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Object key(Fault fault) {
        return switch (fault) {
            case Fault.OfContent content -> new OfContent(content.digest(), content.kind());
            case Fault.OfLink link -> link;
            case Fault.OfMovedTag moved -> moved;
        };
    }
}
