// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.lab.harbor.Account.Robot;
import dev.salvor.lab.harbor.Account.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Projects (16). */
final class ProjectApi {
    private static final int LONGEST = 255;

    private final State state;
    private final InstantSource clock;
    private final Finder finder;

    ProjectApi(State state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.finder = new Finder(state);
    }

    HttpAnswer exists(Call call) {
        String name = call.request()
                .parameter("project_name")
                .orElseThrow(() -> HttpRefusal.unprocessable("project_name in query is required"));
        call.requireLogin();
        if (state.project(name).isEmpty()) {
            throw HttpRefusal.notFound("project " + name + " not found");
        }
        return HttpAnswer.of(200);
    }

    /** {@code name=} finds parts of names, {@code q=name=} whole ones. */
    HttpAnswer list(Call call) {
        String part = call.request().parameter("name").orElse("");
        String query = call.request().parameter("q").orElse("");
        boolean detail = !call.request().parameter("with_detail").orElse("").equals("false");
        List<ObjectNode> found = new ArrayList<>(state.projects().stream()
                .filter(project -> Rights.sees(call.caller(), project))
                .filter(project -> project.name().contains(part) && Query.matches(query, project.name()))
                .map(project -> Documents.project(project, call.caller(), detail))
                .toList());
        if (call.request().parameter("sort").orElse("").equals("-name")) {
            Collections.reverse(found);
        }
        return Paging.page(call.request(), found);
    }

    HttpAnswer get(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.READ_PROJECT);
        return HttpAnswer.api(Documents.project(project, call.caller(), true));
    }

    HttpAnswer summary(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.READ_PROJECT);
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("project_admin_count", 1);
        if (Rights.may(call.caller(), project, Right.READ_QUOTA)) {
            summary.set("quota", Documents.amounts(project));
        }
        state.registry(project.registryId())
                .ifPresent(name -> summary.putObject("registry")
                        .put("id", project.registryId())
                        .put("name", name));
        return HttpAnswer.api(summary.put("repo_count", project.repositories().size()));
    }

    /** Who made it is its administrator. Only an administrator's {@code storage_limit} counts (16 "by developer with storage_limit"). */
    HttpAnswer create(Call call) {
        JsonNode wanted = call.json();
        checkForm(wanted);
        call.requireLogin();
        checkRight(call.caller());
        long limit = wanted.path("storage_limit").asLong(0);
        if (limit < ProjectQuota.UNLIMITED) {
            throw HttpRefusal.badRequest("bad request: invalid non-positive value for quota limit, value=" + limit);
        }
        String name = wanted.path("project_name").asText();
        checkName(name);
        long registry = wanted.path("registry_id").asLong(Project.NO_PROXY);
        if (registry != Project.NO_PROXY && state.registry(registry).isEmpty()) {
            throw new HttpRefusal(500, "UNKNOWN", "internal server error");
        }
        boolean open = wanted.path("public").asBoolean()
                || wanted.path("metadata").path("public").asText().equals("true");
        boolean limited = limit > 0 && Rights.isAdmin(call.caller());
        Project project = new Project(
                state.nextProjectId(), name, open, registry, limited ? limit : ProjectQuota.UNLIMITED, clock.instant());
        boolean byRobot = call.caller() instanceof Caller.LoggedIn(Robot _);
        List<String> owners = byRobot ? state.admins() : List.of(call.caller().name());
        owners.forEach(owner -> project.member(owner, Role.PROJECT_ADMIN));
        state.add(project);
        boolean byName =
                call.request().head().header("X-Resource-Name-In-Location").equals("true");
        return HttpAnswer.of(201).with("Location", "/api/v2.0/projects/" + (byName ? name : project.id()));
    }

    private static void checkForm(JsonNode wanted) {
        if (wanted.path("metadata").path("public").isBoolean()) {
            throw HttpRefusal.unprocessable(
                    "parsing project body from \"\" failed, because json: cannot unmarshal bool "
                            + "into Go struct field ProjectMetadata.metadata.public of type string");
        }
        if (wanted.path("project_name").asText().length() > LONGEST) {
            throw HttpRefusal.unprocessable(
                    "validation failure list:\nproject_name in body should be at most 255 chars long");
        }
    }

    private void checkRight(Caller caller) {
        if (caller instanceof Caller.LoggedIn(Robot robot)) {
            if (!robot.isSystemLevel()) {
                throw HttpRefusal.forbidden("Only system level robot can create project");
            }
            if (!Rights.may(caller, Right.CREATE_PROJECT)) {
                throw HttpRefusal.forbidden("forbidden");
            }
        }
        if (caller instanceof Caller.LoggedIn(User user) && !user.admin() && state.onlyAdminsCreateProjects()) {
            throw HttpRefusal.forbidden("Only system admin can create project");
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw HttpRefusal.badRequest("Project name  is illegal in length. (greater than 255 or less than 1)");
        }
        if (!HarborNames.isProject(name)) {
            throw HttpRefusal.badRequest("project name is not in lower case or contains illegal characters");
        }
    }

    HttpAnswer delete(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.UPDATE_PROJECT);
        if (!project.repositories().isEmpty()) {
            throw HttpRefusal.precondition(
                    "precondition failed: the project contains repositories, can not be deleted");
        }
        state.delete(project);
        return HttpAnswer.of(200);
    }

    HttpAnswer addMember(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.UPDATE_PROJECT);
        JsonNode wanted = call.json();
        for (Role role : Role.values()) {
            if (role.id() == wanted.path("role_id").asInt()) {
                project.member(wanted.path("member_user").path("username").asText(), role);
            }
        }
        String path = call.request().path();
        return HttpAnswer.of(201).with("Location", path + "/" + state.nextId());
    }

    HttpAnswer addImmutableRule(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.UPDATE_PROJECT);
        project.makeImmutable(
                call.json().path("tag_selectors").path(0).path("pattern").asText());
        return HttpAnswer.of(201).with("Location", call.request().path() + "/" + state.nextId());
    }
}
