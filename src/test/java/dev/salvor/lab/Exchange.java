// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that a {@link StubRegistry} expects, and what it does then. In all patterns {@code *} stands for any characters; in all texts
 * of the answer {@code {base}} stands for the stub's own {@code http://127.0.0.1:port}.
 *
 * @param expectMethod the method
 * @param expectPath pattern of path and query
 * @param expectHeaders patterns of headers that must be there; an empty pattern: must not be there
 * @param status of the answer; 200 if not said
 * @param headers of the answer, a text or several each. Content-Length is added, unless one is here: then it is sent as it is, and if it is a
 *     lie, the connection closed after the body
 * @param body of the answer: a JSON text is sent as it is, anything else as JSON; packed if "Content-Encoding" is "gzip"
 * @param raw sent in place of status, headers and body, then the connection is closed
 * @param drop whether and when the connection is dropped instead of an answer
 * @param times how often in a row this is expected; once if not said
 */
public record Exchange(
        String expectMethod,
        String expectPath,
        Map<String, String> expectHeaders,
        int status,
        Map<String, List<String>> headers,
        JsonNode body,
        String raw,
        Drop drop,
        int times) {

    /** When a connection is dropped, with a reset. */
    public enum Drop {
        @JsonProperty("none")
        NONE,
        /** The whole request was read. */
        @JsonProperty("before-answer")
        BEFORE_ANSWER,
        /** The request's headers were read: the client is in the middle of its body. */
        @JsonProperty("after-headers-read")
        AFTER_HEADERS_READ
    }

    /** Fields that a row leaves out get their defaults. */
    public Exchange {
        Objects.requireNonNull(expectMethod, "expectMethod");
        Objects.requireNonNull(expectPath, "expectPath");
        expectHeaders = expectHeaders == null ? Map.of() : Map.copyOf(expectHeaders);
        status = status == 0 ? 200 : status;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        body = body == null ? MissingNode.getInstance() : body;
        raw = raw == null ? "" : raw;
        drop = drop == null ? Drop.NONE : drop;
        times = times == 0 ? 1 : times;
    }

    /** An exchange with an empty answer. */
    public static Exchange of(String expectMethod, String expectPath, int status) {
        return new Exchange(expectMethod, expectPath, null, status, null, null, null, null, 1);
    }

    boolean fits(HttpHead request) {
        return request.method().equals(expectMethod)
                && pattern(expectPath).matcher(request.path()).matches()
                && expectHeaders.entrySet().stream()
                        .allMatch(header -> pattern(header.getValue())
                                .matcher(request.header(header.getKey()))
                                .matches());
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    byte[] bodyBytes() {
        String text = body.isMissingNode() ? "" : body.isTextual() ? body.asText() : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return expectMethod + " " + expectPath + (expectHeaders.isEmpty() ? "" : " " + expectHeaders);
    }
}
