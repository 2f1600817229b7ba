// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that ran to its end, and what that took, start-up included, by GNU time.
 *
 * @param cpuSeconds of all its threads, the system's share included
 * @param peakBytes the most memory that was resident
 * @param output both streams
 */
record Run(int exitCode, Duration time, double cpuSeconds, long peakBytes, String output) {

    /**
     * @param log takes the output
     * @param environment is added to ours, from which salvor's variables are taken away
     */
    static Run of(List<String> command, Map<String, String> environment, Path log) {
        Path used = log.resolveSibling(log.getFileName() + ".used");
        List<String> timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", used.toString()));
        timed.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(timed).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SALVOR_"));
        builder.environment().putAll(environment);
        try {
            long start = System.nanoTime();
            Process process = builder.start();
            Thread lastResort = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(lastResort);
            int exitCode = process.waitFor();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            Runtime.getRuntime().removeShutdownHook(lastResort);
            String[] numbers = Files.readAllLines(used).getLast().split(" ");
            double cpuSeconds = Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]);
            return new Run(exitCode, time, cpuSeconds, Long.parseLong(numbers[2]) << 10, Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    double seconds() {
        return time.toMillis() / 1000.0;
    }

    Run succeeded() {
        if (exitCode != 0) {
            throw new IllegalStateException("exit code " + exitCode + ":\n" + output);
        }
        return this;
    }
}
