// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server says.
 *
 * @param headers Content-Length is added, unless one is here: then it is sent as it is
 * @param body what a GET would get, on HEAD only its length is told
 */
public record HttpAnswer(int status, List<Header> headers, byte[] body) {
    private static final String LENGTH = "Content-Length";
    private static final String CHARSET = "; charset=utf-8";
    static final String JSON = "application/json";

    /** A header's name and value. */
    public record Header(String name, String value) {}

    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** No body. */
    public static HttpAnswer of(int status) {
        return new HttpAnswer(status, List.of(), new byte[0]);
    }

    public static HttpAnswer text(int status, String contentType, String body) {
        return new HttpAnswer(status, List.of(), body.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", contentType);
    }

    /** As Harbor says no: {@code {"errors":[{"code":…,"message":…}]}}. */
    public static HttpAnswer error(int status, String code, String message) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("errors").addObject().put("code", code).put("message", message);
        return text(status, JSON + CHARSET, document + "\n");
    }

    /** What Harbor says to a pusher while its garbage collection deletes the blob or manifest (protocol.md §5.5). */
    public static HttpAnswer inGc() {
        return error(404, "NOT_FOUND", "the asking blob is in GC, mark it as non existing");
    }

    /** Of the REST API. */
    static HttpAnswer api(JsonNode document) {
        return text(200, JSON, document + "\n");
    }

    /** Of {@code /v2}. */
    static HttpAnswer json(JsonNode document) {
        return text(200, JSON + CHARSET, document.toString());
    }

    /** What the registry behind says; of a HEAD also the length that it tells. */
    static HttpAnswer of(HttpResponse<byte[]> inner) {
        boolean isHead = inner.request().method().equals("HEAD");
        Set<String> own = Set.of(isHead ? "" : "content-length", "connection", "date", "transfer-encoding");
        List<Header> headers = new ArrayList<>();
        inner.headers().map().forEach((name, values) -> {
            if (!own.contains(name) && !name.startsWith(":")) {
                values.forEach(value -> headers.add(new Header(name, value)));
            }
        });
        return new HttpAnswer(inner.statusCode(), headers, inner.body());
    }

    public HttpAnswer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpAnswer(status, more, body);
    }

    /** The first of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** As bytes on the wire. */
    byte[] wire(boolean isHead) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Answer\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        boolean mayHaveLength = status >= 200 && status != 204 && status != 304;
        if (mayHaveLength && header(LENGTH).isEmpty()) {
            head.append(LENGTH + ": ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!isHead && mayHaveLength) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }
}
