// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.salvor.lab.harbor.Claims.Access;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** {@code /service/token}: all that the account may do there, whatever was asked (02). */
final class TokenApi {
    static final String SERVICE = "harbor-registry";

    private final State state;
    private final Login login;
    private final ClaimSigner tokens;

    TokenApi(State state, Login login, ClaimSigner tokens) {
        this.state = state;
        this.login = login;
        this.tokens = tokens;
    }

    HttpAnswer answer(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return HttpAnswer.text(405, "text/plain; charset=utf-8", "Method Not Allowed\n");
        }
        String service = request.parameter("service").orElse("");
        if (!service.equals(SERVICE)) {
            return HttpAnswer.text(400, "text/plain; charset=utf-8", "Unable to handle service: " + service);
        }
        Caller caller = login.basic(request);
        List<String> scopes = request.parameters("scope").stream()
                .flatMap(scope -> Stream.of(scope.split(" ")))
                .toList();
        if (scopes.isEmpty() && !caller.isAuthenticated()) {
            return HttpAnswer.of(401);
        }
        return HttpAnswer.json(JsonNodeFactory.instance
                .objectNode()
                .put("token", token(caller, scopes))
                .put("access_token", "")
                .put("expires_in", tokens.lifetime().toSeconds())
                .put("issued_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    String token(Caller caller, List<String> scopes) {
        return tokens.issue(
                caller.name(),
                scopes.stream().map(scope -> granted(caller, scope)).toList());
    }

    private Access granted(Caller caller, String scope) {
        int first = scope.indexOf(':');
        if (first < 0) {
            return new Access(scope, "", List.of());
        }
        int last = scope.lastIndexOf(':');
        String type = scope.substring(0, first);
        String name = first == last ? scope.substring(first + 1) : scope.substring(first + 1, last);
        return new Access(type, name, actions(caller, type, name));
    }

    private List<String> actions(Caller caller, String type, String name) {
        if (type.equals("registry")) {
            return name.equals("catalog") && Rights.isAdmin(caller) ? List.of("*") : List.of();
        }
        if (!type.equals("repository") || name.indexOf('/') < 0) {
            return List.of();
        }
        return state.project(HarborNames.project(name)).stream()
                .flatMap(project -> Stream.of(Right.PULL, Right.PUSH, Right.DELETE)
                        .filter(right -> Rights.may(caller, project, right)))
                .map(Right::action)
                .toList();
    }
}
