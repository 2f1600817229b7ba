// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends each connection to the next registry, as a Service of Kubernetes does, and knows nothing of HTTP. */
public final class ConnectionBalancer implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private ConnectionBalancer(List<URI> registries) throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        tasks.execute(() -> accept(registries));
    }

    public static ConnectionBalancer between(URI... registries) {
        try {
            return new ConnectionBalancer(List.of(registries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept(List<URI> registries) {
        for (int turn = 0; !server.isClosed(); turn++) {
            URI registry = registries.get(turn % registries.size());
            try {
                Socket client = server.accept();
                Socket behind = new Socket(registry.getHost(), registry.getPort());
                sockets.addAll(List.of(client, behind));
                tasks.execute(() -> pass(client, behind));
                tasks.execute(() -> pass(behind, client));
            } catch (IOException e) {
                // closed, or a registry that is gone: the client sees its connection end
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // either side hung up
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : sockets) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tasks.close();
    }
}
