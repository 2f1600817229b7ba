// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A token service for {@link RegistrySetup#tokenAuth}: {@code GET /token?service=…&scope=…}, Basic login or none
 * (distribution, docs/content/spec/auth/token.md). Grants what was asked as far as it is allowed; less is no error.
 */
public final class TokenServer implements AutoCloseable {
    public static final String SERVICE = "lab-registry";
    static final String ISSUER = "lab-issuer";
    /** What stands for the user where nobody logged in. */
    public static final String ANONYMOUS = "";
    /** What stands for the repository where the catalog is asked for; its action is {@code *}. */
    public static final String CATALOG = "registry:catalog";

    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> passwords;
    private final TokenSigner signer;
    private final Path directory = Trees.temporary("salvor-tokens-");
    private final Path certificatePem;
    private final HttpServer server;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private volatile Duration told = DEFAULT_LIFETIME;
    private volatile Duration accepted = DEFAULT_LIFETIME;

    /** What a user may do with a repository: pull, push, delete. */
    @FunctionalInterface
    public interface Grants {
        /**
         * @param user who logged in, or {@link #ANONYMOUS}
         * @param repository its name, or {@link #CATALOG}
         */
        Set<String> actions(String user, String repository);
    }

    /**
     * A request for a token.
     *
     * @param user who logged in or tried to, or {@link #ANONYMOUS}
     * @param scopes as asked for, several space-separated ones taken apart
     */
    public record Asked(String user, List<String> scopes, int status) {
        public Asked {
            scopes = List.copyOf(scopes);
        }
    }

    private TokenServer(Map<String, String> passwords, Grants grants) {
        this.passwords = Map.copyOf(passwords);
        SignedKey key = SignedKey.authority("Lab tokens", "RSA");
        this.signer = new TokenSigner(key, grants);
        try {
            this.certificatePem = Files.writeString(directory.resolve("tokens.pem"), key.certificatePem());
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(tasks);
        server.createContext("/token", this::answer);
        server.start();
    }

    /** @param passwords by user; who is not in there gets 401 */
    public static TokenServer start(Map<String, String> passwords, Grants grants) {
        return new TokenServer(passwords, grants);
    }

    /** How long tokens live from now on, as clients are told and as registries see it; five minutes at first. */
    public void lifetime(Duration lifetime) {
        lifetime(lifetime, lifetime);
    }

    /**
     * Tokens from now on that end earlier, or later, than clients are told.
     *
     * @param told what {@code expires_in} says
     * @param accepted how long registries take them; zero for tokens that never work
     */
    public void lifetime(Duration told, Duration accepted) {
        this.told = told;
        this.accepted = accepted;
    }

    /** A token without asking over HTTP. */
    public String token(String user, String... scopes) {
        return signer.token(user, List.of(scopes), accepted);
    }

    public URI realm() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    Path certificatePem() {
        return certificatePem;
    }

    /** All requests so far, the refused ones too. */
    public List<Asked> requests() {
        return List.copyOf(requests);
    }

    /** All scopes that were asked for, in order. */
    public List<String> scopes() {
        return requests.stream().flatMap(asked -> asked.scopes().stream()).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> scopes = scopes(exchange.getRequestURI());
            Optional<Login> login = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .map(Login::parse);
            String user = login.map(Login::user).orElse(ANONYMOUS);
            if (login.isPresent() && !login.get().password().equals(passwords.get(user))) {
                requests.add(new Asked(user, scopes, 401));
                send(exchange, 401, Map.of("details", "incorrect username or password"));
                return;
            }
            requests.add(new Asked(user, scopes, 200));
            String token = signer.token(user, scopes, accepted);
            send(
                    exchange,
                    200,
                    Map.of(
                            "token",
                            token,
                            "access_token",
                            token,
                            "expires_in",
                            told.toSeconds(),
                            "issued_at",
                            Instant.now().toString()));
        }
    }

    private static List<String> scopes(URI asked) {
        return Stream.ofNullable(asked.getRawQuery())
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith("scope="))
                .map(parameter -> URLDecoder.decode(parameter.substring("scope=".length()), StandardCharsets.UTF_8))
                .flatMap(value -> Stream.of(value.split(" ")))
                .toList();
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        tasks.close();
        Trees.delete(directory);
    }

    private record Login(String user, String password) {
        static Login parse(String header) {
            String encoded = header.substring(header.indexOf(' ') + 1);
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return new Login(text.substring(0, colon), text.substring(colon + 1));
        }
    }
}
