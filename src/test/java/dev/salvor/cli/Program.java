// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Salvor as it is packaged, run as a process: for stdin, the environment and signals. */
final class Program {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> command = new ArrayList<>();
    private String stdin = "";

    private Program(List<String> start, String... arguments) {
        // a SIGINT that is ignored by whoever started the tests would stay ignored
        command.addAll(List.of("env", "--default-signal=INT"));
        command.addAll(start);
        command.addAll(Arrays.asList(arguments));
    }

    static Program salvor(String... arguments) {
        return new Program(packaged(), arguments);
    }

    /** @param start what is put in front of the arguments, salvor being a part of it */
    static Program startedBy(List<String> start, String... arguments) {
        return new Program(start, arguments);
    }

    private static List<String> packaged() {
        String nativeBinary = System.getProperty("salvor.binary", "");
        if (!nativeBinary.isEmpty()) {
            return List.of(nativeBinary);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-jar", JAR.toString());
    }

    /** How it ended. */
    record Ended(int exitCode, String out, String err) {}

    /** Still at work. */
    record Running(Process process, Path out, Path err) {
        /** @param name as kill knows it: INT, TERM, KILL */
        void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Names of its threads. */
        List<String> threads() {
            try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
                List<String> names = new ArrayList<>();
                for (Path task : tasks.toList()) {
                    names.add(Files.readString(task.resolve("comm")).strip());
                }
                return names;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Ended end() {
            return end(PATIENCE);
        }

        /** @throws AssertionError if it takes longer */
        Ended end(Duration patience) {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError("still running after " + patience + ": " + Files.readString(err));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Runs another program by this one. */
    Program andThen(Program other) {
        command.addAll(other.command);
        return this;
    }

    Program arguments(String... more) {
        command.addAll(Arrays.asList(more));
        return this;
    }

    Program environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Program stdin(String text) {
        stdin = text;
        return this;
    }

    Ended run(Path directory) {
        return start(directory).end();
    }

    /** @param directory for what it prints */
    Running start(Path directory) {
        Path out = directory.resolve("stdout");
        Path err = directory.resolve("stderr");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SALVOR_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.outputWriter(StandardCharsets.UTF_8).append(stdin).close();
            return new Running(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
