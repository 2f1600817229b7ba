// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.RepositoryName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Counts outcomes as they come, and keeps a few of those that were not delivered. */
public final class Tallier implements Consumer<ImageResult> {
    private final Map<Tally.Kind, Long> counts = new EnumMap<>(Tally.Kind.class);
    private final Map<Tally.Cause, Tally.Group> groups = new LinkedHashMap<>();
    private final Map<Tally.Cause, Set<RepositoryName>> repositories = new HashMap<>();
    private long comparedByName;

    /** Of all these. */
    public static Tally tally(Stream<ImageResult> results) {
        Tallier tallier = new Tallier();
        results.forEach(tallier);
        return tallier.tally();
    }

    @Override
    public synchronized void accept(ImageResult result) {
        Tally.Kind kind = Tally.Kind.of(result.outcome());
        counts.merge(kind, 1L, Long::sum);
        if (result.outcome() instanceof Outcome.AlreadyThere(boolean byDigest) && !byDigest) {
            comparedByName++;
        }
        if (kind != Tally.Kind.PUSHED && kind != Tally.Kind.THERE) {
            Tally.Cause cause = Tally.Cause.of(result.outcome());
            groups.merge(cause, new Tally.Group(cause, 1, List.of(result), Set.of()), Tally.Group::plus);
            if (cause.isOfRepository()) {
                result.target().ifPresent(repositories.computeIfAbsent(cause, _ -> new HashSet<>())::add);
            }
        }
    }

    /** What came up to now. */
    public synchronized Tally tally() {
        Map<Tally.Cause, Tally.Group> all = new LinkedHashMap<>(groups);
        repositories.forEach((cause, its) -> all.computeIfPresent(cause, (_, group) -> group.of(its)));
        return new Tally(counts, comparedByName, all);
    }
}
