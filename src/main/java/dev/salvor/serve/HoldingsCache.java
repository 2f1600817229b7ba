// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.RevisionsState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The repositories that were looked through, each kept as long as its revisions are the same ones; where tags decide what is served, which may
 * move without a trace, or where nothing tells, for a minute. Of all together so much is kept at most.
 */
final class HoldingsCache {
    private static final int MOST = 1_000_000;
    private static final Duration WITHOUT_A_TRACE = Duration.ofMinutes(1);

    private final ImageSource source;
    private final Chosen chosen;
    private final InstantSource clock;
    private final Map<RepositoryName, Look> kept = new LinkedHashMap<>(16, 0.75f, true);

    HoldingsCache(ImageSource source, Chosen chosen, InstantSource clock) {
        this.source = source;
        this.chosen = chosen;
        this.clock = clock;
    }

    /** One for all who wait. */
    private record Look(Instant at, Optional<RevisionsState> state, CompletableFuture<Holdings> result) {}

    /** What a repository has, of what is meant. */
    Holdings of(RepositoryName repository) {
        Optional<RevisionsState> state = source.tags().revisionsState(repository);
        Look look;
        boolean mine = false;
        synchronized (kept) {
            look = kept.get(repository);
            if (look == null || !isGood(look, state, chosen.isAll(repository))) {
                look = new Look(clock.instant(), state, new CompletableFuture<>());
                kept.put(repository, look);
                mine = true;
            }
        }
        if (mine) {
            complete(repository, look);
        }
        try {
            return look.result().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the look through " + repository + " failed", e.getCause());
        }
    }

    private boolean isGood(Look look, Optional<RevisionsState> now, boolean whole) {
        if (look.result().isCompletedExceptionally() || !look.state().equals(now)) {
            return false;
        }
        boolean leavesATrace =
                whole && look.state().filter(its -> its.isSettled(look.at())).isPresent();
        return leavesATrace
                || !look.result().isDone()
                || look.at().plus(WITHOUT_A_TRACE).isAfter(clock.instant());
    }

    private void complete(RepositoryName repository, Look look) {
        try {
            look.result()
                    .complete(chosen.all(repository)
                            .map(selected ->
                                    new HoldingsReader(source, repository).read(selected, chosen.isAll(repository)))
                            .orElseGet(Holdings::new));
        } catch (RuntimeException | Error e) {
            look.result().completeExceptionally(e);
        }
        bound(look);
    }

    private void bound(Look mine) {
        synchronized (kept) {
            long all = kept.values().stream().mapToLong(HoldingsCache::weight).sum();
            for (Iterator<Look> eldest = kept.values().iterator(); all > MOST && eldest.hasNext(); ) {
                Look each = eldest.next();
                if (each != mine && each.result().isDone()) {
                    all -= weight(each);
                    eldest.remove();
                }
            }
        }
    }

    /** With what the entry itself costs. */
    private static long weight(Look look) {
        return look.result().isDone() && !look.result().isCompletedExceptionally()
                ? 16L + look.result().join().weight()
                : 16L;
    }
}
