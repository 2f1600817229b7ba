// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, without its Authorization.
 *
 * @param headers beside those that the body brings
 * @param repeat how often it may be sent
 * @param sink where the body of a 200 goes, instead of into the answer
 * @param connection over which it goes
 */
public record Request(
        String method,
        URI uri,
        Map<String, String> headers,
        Body body,
        Access access,
        Repeat repeat,
        Sink sink,
        KeptConnection connection) {

    /** Over any connection. */
    public Request(
            String method, URI uri, Map<String, String> headers, Body body, Access access, Repeat repeat, Sink sink) {
        this(method, uri, headers, body, access, repeat, sink, KeptConnection.ANY);
    }

    /** Takes a body that may be larger than memory. Opened once for each time that the request is sent. */
    @FunctionalInterface
    public interface Sink {
        /** The body stays in the answer. */
        Sink NONE = OutputStream::nullOutputStream;

        OutputStream open();

        /** The same for the body of a 206, which begins where the request wants it to; empty if that stays in the answer. */
        default Optional<OutputStream> openPart() {
            return Optional.empty();
        }
    }

    public Request(String method, URI uri, Map<String, String> headers, Body body, Access access, Repeat repeat) {
        this(method, uri, headers, body, access, repeat, Sink.NONE);
    }

    /** How often a request may be sent until somebody must look at it. */
    public enum Repeat {
        /** As often as {@link Retry} is allowed to. */
        FREELY,
        /** As often, but not while nobody can be connected to: a wrong address must be told at once. */
        ONCE_CONNECTED,
        /** Twice, each time with little patience: salvor can do without the answer. */
        OPTIONAL,
        /** Again after a failure, but a server error twice in a row on the same bytes is an answer (protocol.md §3.7). */
        ONCE_AFTER_SERVER_ERROR,
        /** Once: what it refers to, an upload session, doesn't survive a failure. */
        NEVER
    }

    public Request {
        headers = Map.copyOf(headers);
    }

    public static Request of(String method, URI uri, Access access) {
        return new Request(method, uri, Map.of(), Body.NONE, access, Repeat.FREELY);
    }

    /** The same at another address. */
    public Request to(URI place) {
        return new Request(method, place, headers, body, access, repeat, sink);
    }

    public Request with(Body newBody) {
        return new Request(method, uri, headers, newBody, access, repeat, sink, connection);
    }

    public Request with(Repeat newRepeat) {
        return new Request(method, uri, headers, body, access, newRepeat, sink, connection);
    }

    public Request withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, uri, more, body, access, repeat, sink, connection);
    }

    public Request without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.keySet().removeIf(name::equalsIgnoreCase);
        return new Request(method, uri, fewer, body, access, repeat, sink, connection);
    }

    public Request into(Sink newSink) {
        return new Request(method, uri, headers, body, access, repeat, newSink, connection);
    }

    public Request over(KeptConnection kept) {
        return new Request(method, uri, headers, body, access, repeat, sink, kept);
    }
}
