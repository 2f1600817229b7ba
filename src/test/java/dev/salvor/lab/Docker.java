// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Docker engine of its own, without a network; for root only, and where it is installed: {@code apt-get install docker.io}. */
public final class Docker implements AutoCloseable {
    private final Process process;
    private final Client client;

    private Docker(Process process, Client client) {
        this.process = process;
        this.client = client;
    }

    /** @param work for all that it keeps */
    public static Docker start(Path work) throws IOException {
        Superuser.assume();
        assumeThat(isInstalled()).as("dockerd is installed").isTrue();
        Files.createDirectories(work);
        String socket = "unix://" + work.resolve("d.sock");
        Process process = new ProcessBuilder(List.of(
                        "dockerd",
                        "--bridge=none",
                        "--iptables=false",
                        "--ip-forward=false",
                        "--storage-driver=vfs",
                        "--data-root=" + work.resolve("data"),
                        "--exec-root=" + work.resolve("exec"),
                        "--pidfile=" + work.resolve("pid"),
                        "--host=" + socket))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("dockerd.log").toFile())
                .start();
        Docker started = new Docker(process, new Client(List.of("docker", "--host", socket)));
        Waiting.until("dockerd answers", started::version);
        return started;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "dockerd"))
                .anyMatch(Files::isExecutable);
    }

    private Optional<String> version() {
        return Optional.of(client.attempt("version")).filter(Command::succeeded).map(Command::output);
    }

    /**
     * Runs its client.
     *
     * @return what it said
     * @throws AssertionError if it failed
     */
    public String run(String... arguments) {
        return client.run(arguments);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
