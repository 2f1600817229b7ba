// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells {@code --verbose} of each request. Only parameters known to hold no secret are shown: upload states and signed URLs do. */
public final class Trace implements Sender {
    private static final Set<String> HARMLESS = Set.of(
            "digest",
            "mount",
            "from",
            "n",
            "last",
            "service",
            "scope",
            "q",
            "page",
            "page_size",
            "with_tag",
            "project_name");

    private final Consumer<String> log;
    private final Sender next;

    public Trace(Consumer<String> log, Sender next) {
        this.log = log;
        this.next = next;
    }

    @Override
    public Answer send(Request request) throws IOException {
        long start = System.nanoTime();
        try {
            Answer answer = next.send(request);
            log.accept(line(request.method(), request.uri(), Integer.toString(answer.status()), start));
            return answer;
        } catch (IOException e) {
            log.accept(line(request.method(), request.uri(), e.toString(), start));
            throw e;
        }
    }

    /** What is told of one request. @param start by {@link System#nanoTime} */
    public static String line(String method, URI uri, String result, long start) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return method + " " + redact(uri) + " -> " + result + " (" + millis + " ms)";
    }

    /** The address without the values that could give access. */
    public static String redact(URI uri) {
        String server = uri.getRawAuthority().substring(uri.getRawAuthority().indexOf('@') + 1);
        String address = uri.getScheme() + "://" + server + uri.getRawPath();
        if (uri.getRawQuery() == null) {
            return address;
        }
        return address
                + Arrays.stream(uri.getRawQuery().split("&"))
                        .map(Trace::redactParameter)
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String redactParameter(String parameter) {
        String name = parameter.split("=", 2)[0];
        return HARMLESS.contains(name) ? parameter : name + "=…";
    }
}
