// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The way to a registry that is far away: each of its answers takes so much longer. Passes bytes on, and costs next to no CPU. */
final class SlowLine implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket near;
    private final URI far;
    private final Duration delay;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SlowLine(URI far, Duration delay) {
        this.far = far;
        this.delay = delay;
        try {
            near = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::accept);
    }

    static SlowLine to(URI registry, Duration delay) {
        return new SlowLine(registry, delay);
    }

    String host() {
        return "127.0.0.1:" + near.getLocalPort();
    }

    private Void accept() throws IOException {
        while (!near.isClosed()) {
            Socket client = near.accept();
            Socket server = new Socket(far.getHost(), far.getPort());
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            threads.submit(() -> pass(client, server, Duration.ZERO));
            threads.submit(() -> pass(server, client, delay));
        }
        return null;
    }

    private static Void pass(Socket from, Socket to, Duration delay) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Thread.sleep(delay);
                out.write(buffer, 0, count);
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            near.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
