// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.lab.harbor.Account.Robot;
import dev.salvor.lab.harbor.Account.User;
import java.util.List;

/** What the system says of itself and its callers (15). */
final class SystemApi {
    private static final String READ_ONLY = "read_only";
    private static final String CREATION = "project_creation_restriction";

    private final State state;

    SystemApi(State state) {
        this.state = state;
    }

    HttpAnswer ping(Call call) {
        return HttpAnswer.text(200, "text/plain", "Pong");
    }

    HttpAnswer health(Call call) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("status", "healthy");
        ArrayNode components = document.putArray("components");
        for (String name : List.of("core", "database", "jobservice", "portal", "redis", "registry", "registryctl")) {
            components.addObject().put("name", name).put("status", "healthy");
        }
        return HttpAnswer.api(document);
    }

    /** To nobody five keys only, whether he tried to log in or not. */
    HttpAnswer systemInfo(Call call) {
        ObjectNode info = JsonNodeFactory.instance
                .objectNode()
                .put("auth_mode", "db_auth")
                .put("banner_message", "");
        String host = call.request().head().header("Host");
        if (call.caller().isAuthenticated()) {
            info.put("current_time", Documents.now())
                    .put("external_url", "http://" + host)
                    .put("harbor_version", "v2.15.2-080b0220")
                    .put("has_ca_root", false)
                    .put("notification_enable", true);
        }
        info.put("oidc_provider_name", "").put("primary_auth_mode", false);
        if (call.caller().isAuthenticated()) {
            info.setAll(restrictions());
            info.put("registry_storage_provider_name", "filesystem").put("registry_url", host);
        }
        return HttpAnswer.api(info.put("self_registration", false));
    }

    private ObjectNode restrictions() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(CREATION, state.onlyAdminsCreateProjects() ? "adminonly" : "everyone")
                .put(READ_ONLY, state.isReadOnly());
    }

    HttpAnswer currentUser(Call call) {
        return switch (call.caller()) {
            case Caller.LoggedIn(User user) ->
                HttpAnswer.api(JsonNodeFactory.instance
                        .objectNode()
                        .put("sysadmin_flag", user.admin())
                        .put("user_id", user.id())
                        .put("username", user.name()));
            case Caller.LoggedIn(Robot _) ->
                throw HttpRefusal.precondition("get current user not available for security context: robot");
            case Caller.Anonymous(), Caller.Bearer _ -> throw new HttpRefusal(401, "UNAUTHORIZED", "unauthorized");
        };
    }

    HttpAnswer configuration(Call call) {
        call.requireAdmin();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        restrictions()
                .properties()
                .forEach(each ->
                        document.putObject(each.getKey()).put("editable", true).set("value", each.getValue()));
        return HttpAnswer.api(document);
    }

    HttpAnswer configure(Call call) {
        call.requireAdmin();
        JsonNode wanted = call.json();
        if (wanted.has(READ_ONLY)) {
            state.readOnly(wanted.path(READ_ONLY).asBoolean());
        }
        if (wanted.has(CREATION)) {
            state.onlyAdminsCreateProjects(wanted.path(CREATION).asText().equals("adminonly"));
        }
        return HttpAnswer.of(200);
    }

    HttpAnswer addRegistry(Call call) {
        call.requireAdmin();
        long id = state.addRegistry(call.json().path("name").asText());
        return HttpAnswer.of(201).with("Location", "/api/v2.0/registries/" + id);
    }
}
