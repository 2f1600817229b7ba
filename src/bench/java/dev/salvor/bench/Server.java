// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A program that serves a port of 127.0.0.1 until it is closed. */
record Server(Process process, int port, Duration start) implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Server salvor(Salvor salvor, Path storage) {
        int port = freePort();
        List<String> command = new ArrayList<>(salvor.start());
        command.addAll(List.of("serve", storage.toString(), "--listen", "127.0.0.1:" + port));
        return of(command, port, salvor.log());
    }

    static Server nginx(Path files, Path work) {
        int port = freePort();
        try {
            Path settings = Files.writeString(work.resolve("nginx.conf"), """
                    daemon off;
                    user root;
                    worker_processes 2;
                    pid %1$s/nginx.pid;
                    events { worker_connections 1024; }
                    http {
                      access_log off;
                      sendfile on;
                      tcp_nopush on;
                      server { listen 127.0.0.1:%2$d; root %3$s; }
                    }
                    """.formatted(work, port, files));
            return of(
                    List.of(
                            "/usr/sbin/nginx",
                            "-c",
                            settings.toString(),
                            "-e",
                            work.resolve("nginx.log").toString()),
                    port,
                    work.resolve("nginx.out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server of(List<String> command, int port, Path log) {
        long begin = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            while (!isListening(port)) {
                if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " does not serve:\n" + Files.readString(log));
                }
                LockSupport.parkNanos(STEP.toNanos());
            }
            return new Server(process, port, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory that was resident so far. */
    long peakBytes() {
        try {
            String line = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(each -> each.startsWith("VmHWM:"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
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
