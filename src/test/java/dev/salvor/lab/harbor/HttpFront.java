// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.HttpHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * HTTP/1.1 on plain sockets, a virtual thread per connection. Not the JDK's server, since that says nothing of a HEAD's length and takes
 * {@code //v2/} for a host.
 */
final class HttpFront implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket server;
    private final Function<HttpRequest, HttpAnswer> answers;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final InFlight load = new InFlight();
    private volatile Duration delay = Duration.ZERO;

    HttpFront(Function<HttpRequest, HttpAnswer> answers) {
        this.answers = answers;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpFront start() {
        tasks.execute(this::accept);
        return this;
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    InFlight load() {
        return load;
    }

    /** Added to every answer from now on. */
    void delay(Duration added) {
        delay = added;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                if (server.isClosed()) {
                    // close() may have looked at the connections before this one was among them.
                    connection.close();
                }
                tasks.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // Closed, or a client that went away before it was served.
                continue;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                Optional<HttpHead> head = HttpHead.read(in);
                goesOn = head.isPresent() && answer(head.get(), in, connection);
            }
        } catch (IOException e) {
            // The client hung up: nobody is left to be told.
            return;
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether the connection can take another request. */
    private boolean answer(HttpHead head, BufferedInputStream in, Socket connection) throws IOException {
        if (head.header("Expect").equalsIgnoreCase("100-continue")) {
            connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        HttpRequest request = HttpRequest.of(head, head.readBody(in));
        load.begin(request);
        HttpAnswer answer = answers.apply(request);
        LockSupport.parkNanos(delay.toNanos());
        load.end(request);
        boolean isLast = head.header("Connection").equalsIgnoreCase("close");
        HttpAnswer told = isLast ? answer.with("Connection", "close") : answer;
        connection.getOutputStream().write(told.wire(head.method().equals("HEAD")));
        return !isLast;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : connections) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tasks.close();
    }
}
