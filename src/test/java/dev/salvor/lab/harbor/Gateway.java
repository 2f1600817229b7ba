// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Everything behind one address: what nginx and core do before anybody else. */
final class Gateway {
    private static final Pattern SESSION = Pattern.compile("(?:^|;)\\s*sid=");

    private final State state;
    private final TokenApi tokens;
    private final V2Api registry;
    private final Api api;

    Gateway(State state, TokenApi tokens, V2Api registry, Api api) {
        this.state = state;
        this.tokens = tokens;
        this.registry = registry;
        this.api = api;
    }

    HttpAnswer answer(HttpRequest request) {
        String path = request.path();
        if (path.equals("/v2")) {
            String location = "http://" + request.head().header("Host") + "/v2/";
            return html(301, "301 Moved Permanently").with("Location", location);
        }
        if (path.startsWith("/v1/")) {
            return html(404, "404 Not Found");
        }
        boolean isCore = path.startsWith("/v2/") || path.startsWith("/service/") || path.startsWith("/api/");
        return isCore ? core(request) : html(200, "Harbor");
    }

    private static HttpAnswer html(int status, String title) {
        return html(status, "text/html", title);
    }

    private static HttpAnswer html(int status, String type, String title) {
        return HttpAnswer.text(status, type, "<html><head><title>" + title + "</title></head><body></body></html>");
    }

    private HttpAnswer core(HttpRequest request) {
        boolean hasSession = SESSION.matcher(request.head().header("Cookie")).find();
        try {
            if (hasSession && !request.isRead()) {
                throw HttpRefusal.forbidden("CSRF token not found in request");
            }
            if (request.path().startsWith("/v2/")) {
                registry.checkNames(request);
            }
            boolean switches = request.path().equals("/api/v2.0/configurations");
            if (state.isReadOnly() && !request.isRead() && !switches) {
                throw HttpRefusal.denied("The system is in read only mode. Any modification is prohibited.");
            }
        } catch (HttpRefusal e) {
            return e.answer();
        }
        HttpAnswer answer = authorized(request);
        String sid = UUID.randomUUID().toString().replace("-", "");
        return hasSession ? answer : answer.with("Set-Cookie", "sid=" + sid + "; Path=/; HttpOnly");
    }

    private HttpAnswer authorized(HttpRequest request) {
        String path = request.path();
        try {
            if (path.startsWith("/v2/")) {
                return registry.answer(request);
            }
            if (path.equals("/service/token")) {
                return tokens.answer(request);
            }
            if (path.equals("/api/version")) {
                return HttpAnswer.text(200, "text/plain; charset=utf-8", "{\"version\":\"v2.0\"}\n");
            }
            return path.startsWith("/api/v2.0/")
                    ? api.answer(request)
                    : html(404, "text/html; charset=utf-8", "404 - Page Not Found");
        } catch (HttpRefusal e) {
            return e.answer();
        } catch (UncheckedIOException e) {
            // As nginx says it when what is behind is gone.
            return html(502, "text/html", "502 Bad Gateway");
        }
    }
}
