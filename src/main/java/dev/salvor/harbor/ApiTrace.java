// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.http.Trace;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.util.function.Consumer;

/** Tells {@code --verbose} of each answer of the API. */
final class ApiTrace implements ClientRequestFilter, ClientResponseFilter {
    private static final String START = ApiTrace.class.getName() + ".start";

    private final Consumer<String> log;

    ApiTrace(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.setProperty(START, System.nanoTime());
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        long start = (long) request.getProperty(START);
        log.accept(Trace.line(request.getMethod(), request.getUri(), Integer.toString(response.getStatus()), start));
    }
}
