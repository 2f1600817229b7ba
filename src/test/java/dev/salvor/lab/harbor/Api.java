// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST API below {@code /api/v2.0}: which call goes where. */
final class Api {
    private static final String BASE = "/api/v2.0";

    private final Login login;
    private final List<Route> routes = new ArrayList<>();

    /** What answers a call. */
    @FunctionalInterface
    interface Handler {
        HttpAnswer answer(Call call);
    }

    private record Route(Pattern path, Map<String, Handler> handlers) {}

    Api(State state, Login login, Inner inner, InstantSource clock) {
        this.login = login;
        SystemApi system = new SystemApi(state);
        on("/ping", "GET", system::ping);
        on("/health", "GET", system::health);
        on("/systeminfo", "GET", system::systemInfo);
        on("/users/current", "GET", system::currentUser);
        on("/configurations", "PUT", system::configure);
        on("/configurations", "GET", system::configuration);
        on("/registries", "POST", system::addRegistry);
        ProjectApi projects = new ProjectApi(state, clock);
        on("/projects", "HEAD", projects::exists);
        on("/projects", "POST", projects::create);
        on("/projects", "GET", projects::list);
        on("/projects/{}", "GET", projects::get);
        on("/projects/{}", "DELETE", projects::delete);
        on("/projects/{}/summary", "GET", projects::summary);
        on("/projects/{}/members", "POST", projects::addMember);
        on("/projects/{}/immutabletagrules", "POST", projects::addImmutableRule);
        QuotaApi quotas = new QuotaApi(state);
        on("/quotas", "GET", quotas::list);
        on("/quotas/{}", "GET", quotas::get);
        on("/quotas/{}", "PUT", quotas::update);
        RepositoryApi repositories = new RepositoryApi(state);
        on("/projects/{}/repositories", "GET", repositories::list);
        on("/projects/{}/repositories/{}", "GET", repositories::get);
        on("/projects/{}/repositories/{}", "DELETE", repositories::delete);
        ArtifactApi artifacts = new ArtifactApi(state, inner);
        on("/projects/{}/repositories/{}/artifacts", "GET", artifacts::list);
        on("/projects/{}/repositories/{}/artifacts", "POST", artifacts::copy);
        on("/projects/{}/repositories/{}/artifacts/{}", "GET", artifacts::get);
        on("/projects/{}/repositories/{}/artifacts/{}", "DELETE", artifacts::delete);
        TagApi tags = new TagApi(state);
        on("/projects/{}/repositories/{}/artifacts/{}/tags", "GET", tags::list);
        on("/projects/{}/repositories/{}/artifacts/{}/tags", "POST", tags::create);
        on("/projects/{}/repositories/{}/artifacts/{}/tags/{}", "DELETE", tags::delete);
    }

    private void on(String path, String method, Handler handler) {
        String regex = BASE + path.replace("{}", "([^/]+)");
        Route route = routes.stream()
                .filter(each -> each.path().pattern().equals(regex))
                .findFirst()
                .orElseGet(() -> {
                    routes.add(new Route(Pattern.compile(regex), new LinkedHashMap<>()));
                    return routes.getLast();
                });
        route.handlers().put(method, handler);
    }

    /** A token does not count here (02 "repo token on REST API"). */
    HttpAnswer answer(HttpRequest request) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(request.path());
            if (matcher.matches()) {
                return answer(request, route, matcher);
            }
        }
        throw HttpRefusal.notFound("path " + request.path() + " was not found");
    }

    private HttpAnswer answer(HttpRequest request, Route route, Matcher matcher) {
        Handler handler = route.handlers().get(request.method());
        if (handler == null) {
            throw new HttpRefusal(
                    405,
                    "METHOD_NOT_ALLOWED",
                    "method " + request.method() + " is not allowed, but ["
                            + String.join(",", route.handlers().keySet()) + "] are");
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            arguments.add(HttpRequest.decoded(matcher.group(i)));
        }
        return handler.answer(new Call(request, login.basic(request), arguments));
    }
}
