// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.progress.SyncProgress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how far a run is: a status line on a terminal, rewritten ten times a second at most, else a line every ten seconds. */
public final class ProgressDisplay implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LINE_MILLIS = 10_000;

    private final Output output;
    private final SyncProgress progress;
    private final ScheduledExecutorService ticker;
    private long pushStart;

    private ProgressDisplay(Output output, SyncProgress progress) {
        this.output = output;
        this.progress = progress;
        this.ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
    }

    public static ProgressDisplay start(Output output, SyncProgress progress) {
        ProgressDisplay display = new ProgressDisplay(output, progress);
        long period = output.isTerminal() ? TERMINAL_MILLIS : LINE_MILLIS;
        display.ticker.scheduleAtFixedRate(display::show, period, period, TimeUnit.MILLISECONDS);
        return display;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        output.clearStatus();
    }

    private void show() {
        SyncProgress.Snapshot snapshot = progress.snapshot();
        boolean moves = snapshot.phase() == SyncProgress.Phase.PUSH || snapshot.phase() == SyncProgress.Phase.READ;
        if (moves && pushStart == 0) {
            pushStart = System.nanoTime();
        }
        String line = line(snapshot, Duration.ofNanos(System.nanoTime() - pushStart));
        if (output.isTerminal()) {
            output.status(line);
        } else {
            output.tell(line);
        }
    }

    /** @param pushing for how long bytes have been sent, or read */
    static String line(SyncProgress.Snapshot snapshot, Duration pushing) {
        return switch (snapshot.phase()) {
            case CONNECT -> "connecting";
            case CATALOG -> "waiting for the registry's catalog, without which it goes on if that takes long";
            case SCAN ->
                "scanning: " + Units.count(snapshot.repositories(), "repository") + ", "
                        + Units.count(snapshot.tags(), "tag") + some(snapshot.compared(), " compared")
                        + some(snapshot.resolved(), " looked up")
                        + (snapshot.bytesDone() > 0 ? ", " + Units.bytes(snapshot.bytesDone()) + " read" : "");
            case FIND_HOMES -> "looking for blobs that the registry has already";
            case PUSH ->
                "pushing: " + Units.count(snapshot.imagesDone()) + " of " + Units.count(snapshot.imagesTotal(), "image")
                        + bytes(snapshot) + eta(snapshot, pushing);
            case POOL -> "looking for what no image needs";
            case READ ->
                "reading: " + Units.count(snapshot.imagesDone()) + " of " + Units.count(snapshot.imagesTotal(), "blob")
                        + ", " + Units.bytes(snapshot.bytesDone()) + " of " + Units.bytes(snapshot.bytesTotal())
                        + eta(snapshot, pushing);
        };
    }

    /** Nothing where no bytes will go. */
    private static String bytes(SyncProgress.Snapshot snapshot) {
        return snapshot.bytesTotal() == 0 && snapshot.bytesDone() == 0
                ? ""
                : ", " + Units.bytes(snapshot.bytesDone()) + " of " + Units.bytes(snapshot.bytesTotal());
    }

    /** Nothing of what has not begun, or never will: a scan alone compares nothing. */
    private static String some(long number, String done) {
        return number == 0 ? "" : ", " + Units.count(number) + done;
    }

    private static String eta(SyncProgress.Snapshot snapshot, Duration pushing) {
        long left = snapshot.bytesTotal() - snapshot.bytesDone();
        long millis = pushing.toMillis();
        if (snapshot.bytesDone() <= 0 || left <= 0 || millis < 1000) {
            return "";
        }
        double bytesPerMilli = (double) snapshot.bytesDone() / millis;
        Duration rest = Duration.ofMillis((long) (left / bytesPerMilli));
        // manifests follow the last bytes, which may take longer than these
        return ", " + Units.bytes((long) (bytesPerMilli * 1000)) + "/s"
                + (rest.toSeconds() < 1 ? "" : ", " + Units.duration(rest) + " left");
    }
}
