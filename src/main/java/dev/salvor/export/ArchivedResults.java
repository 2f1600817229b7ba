// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Images are in a tar when that has its end: what was written is told then. */
final class ArchivedResults implements Layout.Results {
    private final Consumer<ImageResult> next;
    private final Supplier<Optional<Outcome>> end;
    private final List<ImageResult> written = new ArrayList<>();

    /** @param end writes that, and says why nothing counts */
    ArchivedResults(Consumer<ImageResult> next, Supplier<Optional<Outcome>> end) {
        this.next = next;
        this.end = end;
    }

    @Override
    public synchronized void accept(ImageResult result) {
        if (result.outcome() instanceof Outcome.Pushed) {
            written.add(result);
        } else {
            next.accept(result);
        }
    }

    @Override
    public synchronized void close() {
        Optional<Outcome> instead = end.get();
        written.forEach(result -> next.accept(
                new ImageResult(result.name(), result.target(), result.digest(), instead.orElse(result.outcome()))));
    }
}
