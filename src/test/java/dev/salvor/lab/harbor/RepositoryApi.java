// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Comparator;

/** Repositories (17). */
final class RepositoryApi {
    private final Finder finder;

    RepositoryApi(State state) {
        this.finder = new Finder(state);
    }

    /** The latest first, those without tags too. */
    HttpAnswer list(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.LIST_REPOSITORIES);
        String query = call.request().parameter("q").orElse("");
        return Paging.page(
                call.request(),
                project.repositories().stream()
                        .filter(repository -> Query.matches(query, repository.name()))
                        .sorted(Comparator.comparing(Repository::id).reversed())
                        .map(repository -> Documents.repository(project, repository))
                        .toList());
    }

    HttpAnswer get(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.READ_REPOSITORY);
        return HttpAnswer.api(Documents.repository(project, Finder.repository(project, call)));
    }

    HttpAnswer delete(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.DELETE);
        project.delete(Finder.repository(project, call));
        return HttpAnswer.of(200);
    }
}
