// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the registry lacks, and what that costs.
 *
 * @param gap of the first of the images
 * @param images that it keeps from being complete there
 * @param repositories of the registry that these are in
 */
public record Shortfall(Gap gap, long images, long repositories) {
    private static final Comparator<Shortfall> WORST_FIRST = Comparator.comparingLong(Shortfall::images)
            .thenComparingLong(Shortfall::repositories)
            .reversed()
            .thenComparing(shortfall -> shortfall.gap().digest());

    /** What tells them apart: a blob may be absent in one repository, and too short in another. */
    private record Key(Digest digest, Class<?> flaw) {}

    private static final class Cost {
        private final Gap gap;
        private final Set<RepositoryName> repositories = new HashSet<>();
        private long images;

        private Cost(Gap gap) {
            this.gap = gap;
        }
    }

    /** Of all images together, the worst first. */
    public static List<Shortfall> of(List<ProvenImage> images) {
        Map<Key, Cost> costs = new HashMap<>();
        for (ProvenImage image : images) {
            if (image.proof() instanceof ImageProof.Incomplete(List<Gap> gaps)) {
                for (Gap gap : gaps) {
                    Cost cost = costs.computeIfAbsent(
                            new Key(gap.digest(), gap.flaw().getClass()), _ -> new Cost(gap));
                    cost.images++;
                    image.target().ifPresent(cost.repositories::add);
                }
            }
        }
        return costs.values().stream()
                .map(cost -> new Shortfall(cost.gap, cost.images, cost.repositories.size()))
                .sorted(WORST_FIRST)
                .toList();
    }
}
