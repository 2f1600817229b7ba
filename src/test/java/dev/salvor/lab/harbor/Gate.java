// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.ArrayList;
import java.util.List;

/** Lets requests to {@code /v2} in or not: Harbor's server/middleware/{artifactinfo,v2auth}. */
final class Gate {
    private static final String BASIC = "Basic realm=\"harbor\"";

    private final State state;

    Gate(State state) {
        this.state = state;
    }

    /** A right on a repository that a request needs. */
    private record Need(String repository, Right right) {}

    /** What is wrong with the repositories' names, before anybody asks who is there. */
    void checkNames(HttpRequest request, V2Path target) {
        for (Need need : needs(request, target)) {
            if (need.repository().indexOf('/') < 0) {
                throw HttpRefusal.badRequest("bad request: invalid repository name: " + need.repository());
            }
        }
    }

    void checkRights(HttpRequest request, V2Path target, Caller caller) {
        switch (target) {
            case V2Path.Unknown _ ->
                throw unauthorized("un-recognized request: " + request.method() + " " + request.path(), "");
            case V2Path.Base _ -> {
                if (!caller.isAuthenticated()) {
                    throw unauthorized("unauthorized", challenge(request, ""));
                }
            }
            case V2Path.Catalog _ -> {
                if (!Rights.may(caller, Right.READ_CATALOG)) {
                    // Basic even to who sent nothing (05 "anonymous").
                    throw unauthorized("unauthorized to list catalog", BASIC);
                }
            }
            case V2Path.Tags _, V2Path.ManifestOf _, V2Path.Referrers _, V2Path.Blob _, V2Path.Upload _ ->
                checkNeeds(request, needs(request, target), caller);
        }
    }

    private void checkNeeds(HttpRequest request, List<Need> needs, Caller caller) {
        List<String> scopes = new ArrayList<>();
        for (Need need : needs) {
            String actions =
                    need.right().equals(Right.PUSH) ? "pull,push" : need.right().action();
            scopes.add("repository:" + need.repository() + ":" + actions);
        }
        String scope = ",scope=\"" + String.join(" ", scopes) + "\"";
        if (request.isRead() && !request.hasAuthorization()) {
            throw unauthorized("authorize header needed to send HEAD to repository", challenge(request, scope));
        }
        for (Need need : needs) {
            String name = HarborNames.project(need.repository());
            Project project = state.project(name).orElseThrow(() -> unauthorized("project " + name + " not found", ""));
            if (!Rights.may(caller, project, need.right())) {
                throw unauthorized(
                        "unauthorized to access repository: " + need.repository() + ", action: "
                                + need.right().action(),
                        challenge(request, scope));
            }
        }
    }

    private static List<Need> needs(HttpRequest request, V2Path target) {
        if (target.repository().isEmpty()) {
            return List.of();
        }
        Right right = switch (request.method()) {
            case "GET", "HEAD" -> Right.PULL;
            case "DELETE" -> Right.DELETE;
            default -> Right.PUSH;
        };
        List<Need> needs = new ArrayList<>(List.of(new Need(target.repository(), right)));
        mountSource(request, target).forEach(source -> needs.add(new Need(source, Right.PULL)));
        return needs;
    }

    /** Where a mount is to come from: none or one. */
    static List<String> mountSource(HttpRequest request, V2Path target) {
        boolean isMount = target instanceof V2Path.Upload
                && request.method().equals("POST")
                && request.parameter("mount").isPresent();
        return isMount ? request.parameters("from") : List.of();
    }

    private static String challenge(HttpRequest request, String scope) {
        return request.hasAuthorization()
                ? BASIC
                : "Bearer realm=\"http://" + request.head().header("Host") + "/service/token\",service=\""
                        + TokenApi.SERVICE + "\"" + scope;
    }

    private static HttpRefusal unauthorized(String message, String challenge) {
        return new HttpRefusal(HttpAnswer.error(401, "UNAUTHORIZED", message + ": " + message)
                .with("Docker-Distribution-Api-Version", "registry/2.0")
                .with("Www-Authenticate", challenge));
    }
}
