// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program that ran to its end, and how long that took, start-up included.
 *
 * @param output both streams
 */
record Run(int exitCode, Duration time, String output) {

    /**
     * @param log takes the output
     * @param environment is added to ours, from which salvor's variables are taken away
     */
    static Run of(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
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
            return new Run(exitCode, time, Files.readString(log));
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
