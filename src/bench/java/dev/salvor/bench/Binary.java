// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the native binary takes: disk, memory, and time to start. */
record Binary(Salvor salvor, Path file, Path storage, Contenders contenders, Bars bars) {
    private static final int STARTS = 9;
    private static final int START_MILLIS = 50;
    /** 60 MB before there were export, serve, other layouts and places, and proofs: 4.3 MB for all of them. */
    private static final long FILE_BYTES = 66_000_000;

    private static final long PEAK_BYTES = 128_000_000;

    void measure() {
        long size = size();
        bars.check("size of the binary", "%,d bytes".formatted(size), "at most 66 MB", size <= FILE_BYTES);
        double start = Median.of(
                Stream.generate(() -> salvor.run("--version").succeeded().seconds())
                        .limit(STARTS)
                        .toList());
        double millis = start * 1000;
        bars.check("salvor --version (median)", "%.0f ms".formatted(millis), "at most 50 ms", millis <= START_MILLIS);
        long peak = Directories.withEmptyRegistry(
                contenders.work(),
                target -> salvor.sync(storage, target).succeeded().peakBytes());
        bars.check("resident memory of a sync", "%,d bytes".formatted(peak), "at most 128 MB", peak <= PEAK_BYTES);
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
