// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that reads the head of each request and says "100 Continue". Of the first bodies it takes nothing, as if the
 * network swallowed them; of each later one all, and answers 201.
 */
final class StuckPeer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]+)");

    private final ServerSocket server;
    private final String scheme;
    private final int stuck;
    private final Duration thinks;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param stuck how many connections it is stuck on
     * @param thinks how long it takes from the end of a body to the answer
     */
    StuckPeer(ServerSocket server, String scheme, int stuck, Duration thinks) {
        this.server = server;
        this.scheme = scheme;
        this.stuck = stuck;
        this.thinks = thinks;
        tasks.execute(this::accept);
    }

    URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/v2/");
    }

    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                boolean takes = connections.size() > stuck;
                tasks.execute(() -> serve(connection, takes));
            }
        } catch (IOException closed) {
            // close() did that
        }
    }

    private void serve(Socket connection, boolean takes) {
        try {
            InputStream in = connection.getInputStream();
            long length = length(head(in));
            say(connection, "HTTP/1.1 100 Continue\r\n\r\n");
            if (takes) {
                in.skipNBytes(length);
                Executor later = CompletableFuture.delayedExecutor(thinks.toNanos(), TimeUnit.NANOSECONDS, tasks);
                later.execute(() -> answer(connection));
            }
        } catch (IOException gone) {
            // the client cut it, which is what it is here for
        }
    }

    private static void answer(Socket connection) {
        try {
            say(connection, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        } catch (IOException gone) {
            // the test sees that it got no answer
        }
    }

    private static void say(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Byte by byte, so that nothing of the body is taken. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Long.parseLong(length.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : connections) {
            each.close();
        }
        tasks.close();
    }
}
