// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A containerd of its own, that knows nothing of the machine's; for root only. */
public final class Containerd implements AutoCloseable {
    private final Process process;
    private final Path socket;

    private Containerd(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /** @param work for all that it keeps */
    public static Containerd start(Path work) throws IOException {
        Superuser.assume();
        Path socket = work.resolve("c.sock");
        Path settings = Files.writeString(work.resolve("config.toml"), """
                version = 2
                disabled_plugins = ["io.containerd.grpc.v1.cri"]
                """);
        Process process = new ProcessBuilder(
                        DebianProgram.containerd().toString(),
                        "--config",
                        settings.toString(),
                        "--root",
                        work.resolve("root").toString(),
                        "--state",
                        work.resolve("state").toString(),
                        "--address",
                        socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("containerd.log").toFile())
                .start();
        Containerd started = new Containerd(process, socket);
        Waiting.until("containerd answers", started::version);
        return started;
    }

    private Optional<String> version() {
        Command command = attempt("--connect-timeout", "1s", "version");
        return Optional.of(command.output()).filter(_ -> command.succeeded());
    }

    /**
     * Runs its client.
     *
     * @return what it said
     * @throws AssertionError if it failed
     */
    public String ctr(String... arguments) {
        Command ended = attempt(arguments);
        if (!ended.succeeded()) {
            throw new AssertionError("ctr " + String.join(" ", arguments) + ": " + ended.output());
        }
        return ended.output();
    }

    private Command attempt(String... arguments) {
        String[] line = Stream.concat(
                        Stream.of(DebianProgram.ctr().toString(), "--address", socket.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        try {
            return Command.run(Path.of("/"), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
