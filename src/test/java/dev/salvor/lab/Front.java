// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A proxy in front of a real registry that answers some requests itself: what no registry does on demand. */
public final class Front implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<LabHttp> behind;
    private final Function<HttpExchange, Optional<Reply>> rule;

    /**
     * An answer of its own.
     *
     * @param challenge the WWW-Authenticate header, in which {@code {base}} is this front's address; empty for none
     * @param headers further ones
     */
    public record Reply(int status, String contentType, String challenge, String body, Map<String, String> headers) {
        public Reply(int status, String contentType, String challenge, String body) {
            this(status, contentType, challenge, body, Map.of());
        }

        public Reply(int status, String json) {
            this(status, "application/json", "", json);
        }

        /** As distribution says no. */
        public static Reply error(int status, String code, String message) {
            return new Reply(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}");
        }

        public Reply challenge(String header) {
            return new Reply(status, contentType, header, body, headers);
        }

        /** That asks to come back after so many seconds; distribution's words for too many requests. */
        public static Reply limited(int seconds) {
            return error(429, "TOOMANYREQUESTS", "You have reached your rate limit.")
                    .after(seconds);
        }

        private Reply after(int seconds) {
            return new Reply(status, contentType, challenge, body, Map.of("Retry-After", Integer.toString(seconds)));
        }

        public Reply html() {
            return new Reply(status, "text/html", challenge, body, headers);
        }
    }

    private Front(URI behind, Function<HttpExchange, Optional<Reply>> rule) {
        this(() -> LabHttp.to(behind), rule);
    }

    private Front(Supplier<LabHttp> behind, Function<HttpExchange, Optional<Reply>> rule) {
        this.behind = behind;
        this.rule = rule;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** @param rule gets method and path with query; empty passes the request on */
    public static Front of(URI registry, BiFunction<String, String, Optional<Reply>> rule) {
        return new Front(
                registry,
                exchange -> rule.apply(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString()));
    }

    /** @param rule gets the Authorization header, or nothing; empty passes the request on */
    public static Front byLogin(URI registry, Function<String, Optional<Reply>> rule) {
        return new Front(
                registry,
                exchange -> rule.apply(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                                .orElse("")));
    }

    /** Each request goes to the next registry, whatever connection it came over. */
    public static Front inTurn(List<URI> registries) {
        AtomicInteger turn = new AtomicInteger();
        return new Front(
                () -> LabHttp.to(registries.get(Math.floorMod(turn.getAndIncrement(), registries.size()))),
                _ -> Optional.empty());
    }

    /** As nginx is by client_max_body_size: 413 for a body of more bytes. */
    public static Front ofBodiesUpTo(long bytes, URI registry) {
        Reply tooLarge = new Reply(413, "<html><head><title>413 Request Entity Too Large</title></head></html>").html();
        return new Front(
                registry,
                exchange -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))
                        .filter(length -> Long.parseLong(length) > bytes)
                        .map(_ -> tooLarge));
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Reply> own = rule.apply(exchange);
            if (own.isPresent()) {
                answer(exchange, own.get());
                return;
            }
            HttpResponse<byte[]> reply = pass(exchange, path, body);
            reply.headers().map().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("content-length") && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            if (exchange.getRequestMethod().equals("HEAD")) {
                reply.headers()
                        .firstValue("content-length")
                        .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            }
            answer(exchange, reply.statusCode(), reply.body());
        }
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (!reply.challenge().isEmpty()) {
            exchange.getResponseHeaders()
                    .set("WWW-Authenticate", reply.challenge().replace("{base}", "http://" + host()));
        }
        answer(exchange, reply.status(), reply.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, String path, byte[] body) {
        Map<String, String> headers = Map.of("X-Forwarded-Host", host(), "X-Forwarded-Proto", "http");
        LabHttp http = behind.get().with(request -> {
            headers.forEach(request::header);
            for (String name : new String[] {"Accept", "Content-Type", "Content-Range", "Authorization"}) {
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                        .ifPresent(value -> request.header(name, value));
            }
            return request;
        });
        return http.send(exchange.getRequestMethod(), path, body);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
