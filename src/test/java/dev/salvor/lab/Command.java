// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program that has ended.
 *
 * @param exitCode its exit code
 * @param output what it wrote, both streams
 */
public record Command(int exitCode, String output) {

    public static Command run(Path directory, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(Waiting.forExit(process), output);
    }

    public boolean succeeded() {
        return exitCode == 0;
    }
}
