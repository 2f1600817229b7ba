// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An image is there when the index that lists it is: results wait for that, and the index is written for many at once. */
final class IndexedResults implements Layout.Results {
    /** What a run that is killed loses at most. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OciIndexes indexes;
    private final IndexReserve reserve;
    private final Staging staging;
    private final Path root;
    private final Consumer<ImageResult> next;
    private final List<ImageResult> waiting = new ArrayList<>();
    private long written = System.nanoTime();

    /** @param reserve given up at the end */
    IndexedResults(OciIndexes indexes, IndexReserve reserve, Staging staging, Path root, Consumer<ImageResult> next) {
        this.indexes = indexes;
        this.reserve = reserve;
        this.staging = staging;
        this.root = root;
        this.next = next;
    }

    @Override
    public synchronized void accept(ImageResult result) {
        if (!(result.outcome() instanceof Outcome.Pushed)) {
            next.accept(result);
            return;
        }
        waiting.add(result);
        if (System.nanoTime() - written > PAUSE.toNanos()) {
            write(_ -> {}); // what fails now may work at the end, when there is the reserve
        }
    }

    /** A thread that was interrupted writes all the same: what is done is to be found. */
    private void write(Consumer<IOException> failed) {
        boolean interrupted = Thread.interrupted();
        try {
            indexes.write(staging);
            waiting.forEach(next);
            waiting.clear();
        } catch (IOException e) {
            failed.accept(e);
        } finally {
            written = System.nanoTime();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void refuse(IOException e) {
        try {
            Outcome outcome = new Outcome.Refused(FileFault.of(root, e).refusal());
            waiting.forEach(
                    result -> next.accept(new ImageResult(result.name(), result.target(), result.digest(), outcome)));
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
            waiting.forEach(result -> next.accept(new ImageResult(
                    result.name(),
                    result.target(),
                    result.digest(),
                    new Outcome.NotTried(new Outcome.Why.Interrupted()))));
        }
    }

    @Override
    public synchronized void close() {
        reserve.release();
        write(this::refuse);
    }
}
