// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An exchange with a running Harbor.
 *
 * @param file without {@code .json}
 * @param document the exchange as recorded
 */
record Recording(String file, String name, JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The exchanges of a file, in order. */
    static List<Recording> of(String file) {
        return StreamSupport.stream(resource("recorded/" + file + ".json").spliterator(), false)
                .filter(each -> each.has("request"))
                .map(each -> new Recording(file, each.path("name").asText(), each))
                .toList();
    }

    static Recording find(String file, String name) {
        return of(file).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode resource(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("/harbor/" + name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String key() {
        return file + ": " + name;
    }

    String method() {
        return request().path("method").asText();
    }

    String path() {
        return request().path("path").asText();
    }

    String requestBody() {
        return request().path("body").asText();
    }

    Map<String, String> requestHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        request()
                .path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
        return headers;
    }

    int status() {
        return response().path("status").asInt();
    }

    String responseBody() {
        return response().path("body").asText();
    }

    /** Of this name in any case. */
    Optional<String> responseHeader(String header) {
        return StreamSupport.stream(response().path("headers").spliterator(), false)
                .filter(each -> each.path(0).asText().equalsIgnoreCase(header))
                .map(each -> each.path(1).asText())
                .findFirst();
    }

    /** What a token grants, if this is a token. */
    Optional<JsonNode> access() {
        JsonNode access = document.path("decoded_token").path("claims").path("access");
        return document.has("decoded_token") ? Optional.of(access) : Optional.empty();
    }

    /** Digests that the answer says are missing. */
    List<String> missingBlobs() {
        List<String> digests = new ArrayList<>();
        if (responseBody().contains("MANIFEST_BLOB_UNKNOWN")) {
            json(responseBody())
                    .path("errors")
                    .forEach(error -> digests.add(error.path("detail").asText()));
        }
        return digests;
    }

    private JsonNode request() {
        return document.path("request");
    }

    private JsonNode response() {
        return document.path("response");
    }
}
