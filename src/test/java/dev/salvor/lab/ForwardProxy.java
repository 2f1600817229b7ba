// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy as companies have it: tunnels by CONNECT, passes plain requests on. Whatever host is asked for, it goes to one server, so
 * that tests can ask for names that exist nowhere.
 */
public final class ForwardProxy implements AutoCloseable {
    private static final String ASKS_FOR_LOGIN =
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"lab\"";

    private final ServerSocket listening;
    private final URI server;
    private final Optional<String> login;
    private final String refusal;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ForwardProxy(URI server, Optional<String> login, String refusal) {
        this.refusal = refusal;
        this.server = server;
        this.login = login;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::accept);
    }

    public static ForwardProxy to(URI server) {
        return new ForwardProxy(server, Optional.empty(), ASKS_FOR_LOGIN);
    }

    /** Lets nobody through. */
    public static ForwardProxy closed(URI server) {
        return new ForwardProxy(server, Optional.of("nobody has this"), "403 Forbidden");
    }

    /** @param proxyAuthorization the only header value that it accepts, e.g. {@code Basic dTpw} */
    public static ForwardProxy to(URI server, String proxyAuthorization) {
        return new ForwardProxy(server, Optional.of(proxyAuthorization), ASKS_FOR_LOGIN);
    }

    public String host() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** The first lines of all requests that it was sent. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private Void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            threads.submit(() -> serve(client));
        }
        return null;
    }

    private Void serve(Socket client) throws IOException {
        try (client) {
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
            for (String first = head.readLine(); first != null; first = head.readLine()) {
                requests.add(first);
                StringBuilder rest = new StringBuilder();
                boolean authorized = login.isEmpty();
                for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
                    authorized |= login.isPresent() && line.equalsIgnoreCase("Proxy-Authorization: " + login.get());
                    if (!line.regionMatches(true, 0, "Connection:", 0, 11)) {
                        rest.append(line).append("\r\n");
                    }
                }
                if (authorized) {
                    connect(client, first, rest.toString());
                    return null;
                }
                write(client, "HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n");
            }
        }
        return null;
    }

    /** After a tunnel's, or its first request, the connection belongs to the server. */
    private void connect(Socket client, String first, String headers) throws IOException {
        try (Socket behind = new Socket(server.getHost(), server.getPort())) {
            if (first.startsWith("CONNECT ")) {
                write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                write(
                        behind,
                        first.replaceFirst(" http://[^/]+", " ") + "\r\n" + headers + "Connection: close\r\n\r\n");
            }
            threads.submit(() -> {
                client.getInputStream().transferTo(behind.getOutputStream());
                return null;
            });
            behind.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
