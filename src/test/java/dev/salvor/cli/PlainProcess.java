// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Salvor's command line in a Java of its own: for what bounds a process, such as its memory and what is mounted. */
final class PlainProcess {
    private static final long PATIENCE_SECONDS = 110;

    private PlainProcess() {}

    /** What the command lines told, one after the other; behind each is its exit code on stderr. */
    record Told(List<String> out, List<String> err) {
        List<String> exitCodes() {
            return err.stream()
                    .filter(line -> line.startsWith(PlainProgram.EXIT_CODE))
                    .map(line -> line.substring(PlainProgram.EXIT_CODE.length()))
                    .toList();
        }
    }

    /**
     * @param scratch for what is typed and told
     * @param options of Java
     * @param around what the process is started by
     * @param lines the arguments of each
     */
    static Told run(Path scratch, List<String> options, UnaryOperator<List<String>> around, List<String[]> lines) {
        try {
            Path typed = Files.write(
                    scratch.resolve("typed"),
                    lines.stream().map(line -> String.join("\t", line)).toList());
            Path out = scratch.resolve("out");
            Path err = scratch.resolve("err");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(PlainProgram.class.getName(), typed.toString()));
            Process process = new ProcessBuilder(around.apply(command))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + Files.readString(err));
            }
            Told told = new Told(Files.readAllLines(out), Files.readAllLines(err));
            assertThat(process.exitValue()).as(String.join("\n", told.err())).isZero();
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
