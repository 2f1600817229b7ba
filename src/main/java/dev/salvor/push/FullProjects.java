// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.ResolvedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Projects whose quota refused something, where nobody knew how much room there was. Their images, those included that were being sent,
 * wait here until all others have their outcome, and come one at a time, those first that need least: many may be half sent, and the
 * little that is left is to make some of them whole. After {@value #FAILURES} for which there was no room the rest is not tried.
 */
final class FullProjects {
    private static final int FAILURES = 2;

    private final ToLongFunction<ResolvedImage> need;
    private final Map<String, Queue<Queued>> waiting = new ConcurrentHashMap<>();

    /** @param need bytes that an image would still add to its project */
    FullProjects(ToLongFunction<ResolvedImage> need) {
        this.need = need;
    }

    boolean contains(RepositoryName target) {
        return waiting.containsKey(target.project());
    }

    void putOff(Queued queued) {
        waiting.computeIfAbsent(queued.image().target().project(), _ -> new ConcurrentLinkedQueue<>())
                .add(queued);
    }

    /**
     * To be called when nothing is put off any more.
     *
     * @param push tries one
     * @param finish hears of the outcome of each
     */
    void pushInTurn(Function<Queued, Outcome> push, BiConsumer<Queued, Outcome> finish) {
        waiting.values().forEach(images -> {
            List<Queued> left = new ArrayList<>(images);
            images.clear();
            pushInTurn(left, push, finish);
        });
    }

    private void pushInTurn(List<Queued> left, Function<Queued, Outcome> push, BiConsumer<Queued, Outcome> finish) {
        List<Queued> without = new ArrayList<>();
        Optional<Refusal> last = Optional.empty();
        int failures = 0;
        while (!left.isEmpty()) {
            Queued next = failures < FAILURES ? takeNext(left) : left.removeLast();
            boolean isHopeless = failures == FAILURES || without.stream().anyMatch(next::isAbout);
            Outcome outcome = isHopeless ? noRoom(last.orElseThrow()) : push.apply(next);
            if (outcome instanceof Outcome.Refused(Refusal refusal) && !isHopeless && isFull(refusal)) {
                last = Optional.of(refusal);
                failures++;
            }
            if (outcome instanceof Outcome.Refused) {
                without.add(next);
            }
            finish.accept(next, outcome);
        }
    }

    /** That which needs least; but nothing before what it is about. */
    private Queued takeNext(List<Queued> left) {
        Set<CompletableFuture<Void>> open = left.stream().map(Queued::end).collect(Collectors.toSet());
        Queued next = left.stream()
                .filter(queued -> queued.subject().filter(open::contains).isEmpty())
                .min(Comparator.comparingLong(queued -> need.applyAsLong(queued.image())))
                .orElseThrow();
        left.remove(next);
        return next;
    }

    static boolean isFull(Refusal refusal) {
        return refusal.reason() == Refusal.Reason.QUOTA;
    }

    private static Outcome noRoom(Refusal last) {
        return new Outcome.Refused(new Refusal(Refusal.Reason.NO_ROOM, last.status(), last.words()));
    }
}
