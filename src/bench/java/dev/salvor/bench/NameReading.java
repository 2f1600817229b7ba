// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the names of a million tags from a dump of Harbor's database, with the garbage collector that the native binary has. */
record NameReading(Path work, Bars bars) {
    private static final int TAGS = 1_000_000;
    private static final int REPOSITORIES = 20_000;
    private static final int MOST_MB = 400;
    private static final int LEAST_MB_PER_SECOND = 50;

    void measure() {
        Path dump = work.resolve("harbor.sql");
        long bytes = new BigDump(REPOSITORIES, TAGS).write(dump);
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        List<String> command = List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ReadNames.class.getName(),
                dump.toString());
        Run run = Run.of(command, Map.of(), work.resolve("names.log")).succeeded();
        delete(dump);
        double megabytesPerSecond = bytes / 1e6 / run.seconds();
        long megabytes = run.peakBytes() / 1_000_000;
        String all = ReadNames.said(TAGS, REPOSITORIES);
        System.out.printf(
                "%nA dump of %s, %,d bytes: %.1f s, %.0f MB/s, %d MB of memory at most%n",
                all, bytes, run.seconds(), megabytesPerSecond, megabytes);
        boolean isRead = run.output().strip().equals(all);
        bars.check("names in a dump", isRead ? all : run.output().strip(), all, isRead);
        bars.check("a dump of a million tags, memory", megabytes + " MB", "at most " + MOST_MB, megabytes <= MOST_MB);
        bars.check(
                "a dump of a million tags, speed",
                "%.0f MB/s".formatted(megabytesPerSecond),
                "at least " + LEAST_MB_PER_SECOND,
                megabytesPerSecond >= LEAST_MB_PER_SECOND);
    }

    private static void delete(Path dump) {
        try {
            Files.delete(dump);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
