// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.RevisionsState;
import dev.salvor.source.ScannedRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The repositories that were looked through last: a process that serves a storage lives for days, and the storage changes meanwhile. A look is good as
 * long as the revisions are the same ones, but for a minute at most, since tags move without a trace there.
 */
final class Looks {
    /** Of all that are kept together, but the last one. */
    private static final long MOST_TAGS = 100_000;

    private static final int MOST = 64;
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** Until then a change may look like the one before it ({@link RevisionsState#isSettled}). */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Function<RepositoryName, Optional<RevisionsState>> states;
    private final InstantSource clock;
    private final Map<RepositoryName, Look> kept = new LinkedHashMap<>(16, 0.75f, true);

    Looks(Function<RepositoryName, Optional<RevisionsState>> states, InstantSource clock) {
        this.states = states;
        this.clock = clock;
    }

    /** Its lock is held by whoever looks: the others wait for the same. */
    private static final class Look {
        private Instant good = Instant.MIN;
        private Optional<RevisionsState> state = Optional.empty();
        private Optional<ScannedRepository> result = Optional.empty();
        private volatile long weight;
    }

    /** @param look through the whole repository */
    Optional<ScannedRepository> of(
            RepositoryName repository, Function<RepositoryName, Optional<ScannedRepository>> look) {
        Look its;
        synchronized (kept) {
            its = kept.computeIfAbsent(repository, _ -> new Look());
        }
        Optional<ScannedRepository> result;
        synchronized (its) {
            Optional<RevisionsState> now = states.apply(repository);
            Instant begin = clock.instant();
            if (!its.state.equals(now) || !begin.isBefore(its.good)) {
                its.result = look.apply(repository);
                its.state = now;
                boolean isUnsettled = now.filter(each -> !each.isSettled(begin)).isPresent();
                its.good = begin.plus(isUnsettled ? UNSETTLED : FRESH);
                its.weight = its.result
                        .map(found ->
                                (long) found.tags().size() + found.broken().size())
                        .orElse(0L);
            }
            result = its.result;
        }
        bound(its);
        return result;
    }

    private void bound(Look mine) {
        synchronized (kept) {
            long tags = kept.values().stream().mapToLong(each -> each.weight).sum();
            for (Iterator<Look> eldest = kept.values().iterator();
                    eldest.hasNext() && (tags > MOST_TAGS || kept.size() > MOST); ) {
                Look each = eldest.next();
                if (each != mine) {
                    tags -= each.weight;
                    eldest.remove();
                }
            }
        }
    }
}
