// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * A call of the REST API.
 *
 * @param arguments the variable parts of the path, decoded once more
 */
record Call(HttpRequest request, Caller caller, List<String> arguments) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String argument(int index) {
        return arguments.get(index);
    }

    /** The body, which must be JSON and say so (16 "no Content-Type", "not JSON"). */
    JsonNode json() {
        String type = request.head().header("Content-Type").split(";")[0].strip();
        if (!type.equals(HttpAnswer.JSON)) {
            String said = type.isEmpty() ? "application/octet-stream" : type;
            throw HttpRefusal.unprocessable(
                    "unsupported media type \"" + said + "\", only [application/json] are allowed");
        }
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw HttpRefusal.unprocessable("parsing project body from \"\" failed, because invalid character '"
                    + (char) request.body()[0] + "' looking for beginning of value");
        }
    }

    void requireLogin() {
        if (!caller.isAuthenticated()) {
            throw new HttpRefusal(401, "UNAUTHORIZED", "unauthorized");
        }
    }

    /** @throws HttpRefusal 401 for nobody, 403 for anybody else */
    void require(Project project, Right right) {
        if (!Rights.may(caller, project, right)) {
            requireLogin();
            throw HttpRefusal.forbidden("forbidden");
        }
    }

    /** A right on the whole system; who lacks it is told his name (13 "GET quotas, developer"). */
    void require(Right right) {
        if (!Rights.may(caller, right)) {
            requireLogin();
            throw HttpRefusal.forbidden(caller.name());
        }
    }

    void requireAdmin() {
        if (!Rights.isAdmin(caller)) {
            requireLogin();
            throw HttpRefusal.forbidden(caller.name());
        }
    }
}
