// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** The JDK's HTTP client with a registry's address: the lab shares no HTTP code with salvor. HTTP/1.1, no retries, no redirects. */
public final class LabHttp {
    private static final HttpClient PLAIN = builder().build();

    private final URI base;
    private final HttpClient client;
    private final UnaryOperator<HttpRequest.Builder> decoration;

    private LabHttp(URI base, HttpClient client, UnaryOperator<HttpRequest.Builder> decoration) {
        this.base = base;
        this.client = client;
        this.decoration = decoration;
    }

    public static LabHttp to(URI base) {
        return new LabHttp(base, PLAIN, UnaryOperator.identity());
    }

    /** Trusts what this context trusts. */
    public static LabHttp to(URI base, SSLContext tls) {
        return new LabHttp(base, builder().sslContext(tls).build(), UnaryOperator.identity());
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    /** The same, each request changed first: {@code http.with(LabHttp.basic("ci", "secret"))}. */
    public LabHttp with(UnaryOperator<HttpRequest.Builder> more) {
        return new LabHttp(base, client, request -> more.apply(decoration.apply(request)));
    }

    public static UnaryOperator<HttpRequest.Builder> basic(String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String value = "Basic " + Base64.getEncoder().encodeToString(login);
        return request -> request.header("Authorization", value);
    }

    public static UnaryOperator<HttpRequest.Builder> bearer(String token) {
        return request -> request.header("Authorization", "Bearer " + token);
    }

    /**
     * @param path a path, or a Location in any of its forms
     * @throws UncheckedIOException if there is no answer
     */
    public HttpResponse<byte[]> get(String path, String... headers) {
        return get(path, BodyHandlers.ofByteArray(), headers);
    }

    public <T> HttpResponse<T> get(String path, BodyHandler<T> handler, String... headers) {
        return send("GET", path, new byte[0], handler, headers);
    }

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        return send(method, path, body, BodyHandlers.ofByteArray(), headers);
    }

    private <T> HttpResponse<T> send(
            String method, String path, byte[] body, BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        boolean bodiless = body.length == 0 && (method.equals("GET") || method.equals("HEAD"));
        request.method(method, bodiless ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(decoration.apply(request).build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base.resolve(path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
