// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** Finds what the path of an API call names. */
final class Finder {
    private final State state;

    Finder(State state) {
        this.state = state;
    }

    /** A name of digits is an id, unless a header says otherwise (16 "GET projects/123 with X-Is-Resource-Name"). */
    Project project(Call call) {
        String name = call.argument(0);
        boolean isName =
                call.request().head().header("X-Is-Resource-Name").equals("true") || !name.matches("\\d{1,18}");
        return (isName ? state.project(name) : state.project(Long.parseLong(name)))
                .orElseThrow(() -> missing(call, name));
    }

    /** Only an administrator learns what is not there. */
    private static HttpRefusal missing(Call call, String name) {
        call.requireLogin();
        return Rights.isAdmin(call.caller())
                ? HttpRefusal.notFound("project " + name + " not found")
                : HttpRefusal.forbidden("forbidden");
    }

    static String repositoryName(Project project, Call call) {
        return project.name() + "/" + call.argument(1);
    }

    static Repository repository(Project project, Call call) {
        String name = repositoryName(project, call);
        return project.repository(name).orElseThrow(() -> HttpRefusal.notFound("repository " + name + " not found"));
    }

    static Artifact artifact(Project project, Call call) {
        String name = repositoryName(project, call);
        String reference = call.argument(2);
        return project.repository(name)
                .flatMap(repository -> repository.find(reference))
                .orElseThrow(() -> HttpRefusal.notFound(HarborNames.artifact(name, reference)));
    }
}
