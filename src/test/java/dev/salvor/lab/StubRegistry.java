// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays a list of exchanges in their order, on plain sockets: it may answer junk, lie about lengths and drop connections. A request that is not
 * the next one gets 599 and fails {@link #assertPlayed}.
 */
public final class StubRegistry implements AutoCloseable {
    private static final int UNEXPECTED = 599;
    private static final int EXPECTATION_FAILED = 417;

    private final List<Exchange> expected = new ArrayList<>();
    private final List<Recorded> requests = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private int next;

    /**
     * A request as it came.
     *
     * @param path with the query
     * @param headers by name in any case
     * @param bodyLength bytes that were read of the body, chunks decoded
     */
    public record Recorded(String method, String path, Map<String, String> headers, long bodyLength) {}

    private StubRegistry(List<Exchange> exchanges) throws IOException {
        for (Exchange each : exchanges) {
            for (int i = 0; i < each.times(); i++) {
                expected.add(each);
            }
        }
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        tasks.execute(this::accept);
    }

    public static StubRegistry playing(Exchange... exchanges) {
        return playing(List.of(exchanges));
    }

    public static StubRegistry playing(List<Exchange> exchanges) {
        try {
            return new StubRegistry(exchanges);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://" + host());
    }

    /** All requests so far, in order. */
    public synchronized List<Recorded> requests() {
        return List.copyOf(requests);
    }

    /** @throws AssertionError if a request came that was not the next one expected, or one that was expected did not come */
    public synchronized void assertPlayed() {
        List<String> all = new ArrayList<>(failures);
        expected.subList(next, expected.size()).forEach(missing -> all.add("never came: " + missing));
        if (!all.isEmpty()) {
            throw new AssertionError(String.join("\n", all));
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                tasks.execute(() -> serve(connection));
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                Optional<HttpHead> head = HttpHead.read(in);
                goesOn = head.isPresent() && answer(head.get(), in, new StubAnswer(connection, uri().toString()));
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether the connection can take another request. */
    private boolean answer(HttpHead head, BufferedInputStream in, StubAnswer answer) throws IOException {
        Optional<Exchange> turn = nextIfExpected(head);
        Exchange.Drop drop = turn.map(Exchange::drop).orElse(Exchange.Drop.NONE);
        if (drop == Exchange.Drop.AFTER_HEADERS_READ) {
            record(head, 0);
            answer.reset();
            return false;
        }
        boolean expects = head.header("Expect").equalsIgnoreCase("100-continue");
        if (expects && turn.map(Exchange::status).orElse(UNEXPECTED) == EXPECTATION_FAILED) {
            record(head, 0);
            answer.send(turn.orElseThrow(), false);
            return false;
        }
        if (expects) {
            answer.proceed();
        }
        record(head, head.skipBody(in));
        if (drop == Exchange.Drop.BEFORE_ANSWER) {
            answer.reset();
            return false;
        }
        Exchange exchange = turn.orElseGet(() -> Exchange.of(head.method(), head.path(), UNEXPECTED));
        return answer.send(exchange, head.method().equals("HEAD"));
    }

    private synchronized Optional<Exchange> nextIfExpected(HttpHead head) {
        String came = head.method() + " " + head.path() + " " + head.headers();
        if (next == expected.size()) {
            failures.add("came after the end: " + came);
            return Optional.empty();
        }
        Exchange candidate = expected.get(next);
        if (!candidate.fits(head)) {
            failures.add("expected: " + candidate + ", came: " + came);
            return Optional.empty();
        }
        next++;
        return Optional.of(candidate);
    }

    private synchronized void record(HttpHead head, long bodyLength) {
        requests.add(new Recorded(head.method(), head.path(), head.headers(), bodyLength));
    }

    /** A client may hang up between requests, as may {@link #close}; what it was owed then stays in {@link #assertPlayed}. */
    private void fail(IOException e) {
        if (!server.isClosed() && !(e instanceof SocketException)) {
            synchronized (this) {
                failures.add("broken request: " + e.getMessage());
            }
        }
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
