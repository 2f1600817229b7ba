// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A containerd of its own, that knows nothing of the machine's; for root only. */
public final class Containerd implements AutoCloseable {
    private final Process process;
    private final Client client;

    private Containerd(Process process, Client client) {
        this.process = process;
        this.client = client;
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
        Containerd started = new Containerd(
                process, new Client(List.of(DebianProgram.ctr().toString(), "--address", socket.toString())));
        Waiting.until("containerd answers", started::version);
        return started;
    }

    private Optional<String> version() {
        Command command = client.attempt("--connect-timeout", "1s", "version");
        return Optional.of(command.output()).filter(_ -> command.succeeded());
    }

    /**
     * Runs its client.
     *
     * @return what it said
     * @throws AssertionError if it failed
     */
    public String ctr(String... arguments) {
        return client.run(arguments);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
