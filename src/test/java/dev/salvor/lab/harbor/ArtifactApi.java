// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Artifacts (17). */
final class ArtifactApi {
    private final State state;
    private final Finder finder;
    private final Inner inner;

    ArtifactApi(State state, Inner inner) {
        this.state = state;
        this.finder = new Finder(state);
        this.inner = inner;
    }

    /** Of a repository that is not there an empty list; {@code q=tags=*} those with a tag, {@code q=tags=nil} the others. */
    HttpAnswer list(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.LIST_ARTIFACTS);
        Optional<Repository> repository = project.repository(Finder.repositoryName(project, call));
        String query = call.request().parameter("q").orElse("");
        List<Artifact> latestFirst = repository.map(Repository::listed).orElse(List.of());
        boolean byId = call.request().parameter("sort").orElse("").equals("id");
        List<Artifact> listed = byId ? latestFirst.reversed() : latestFirst;
        return Paging.page(
                call.request(),
                listed.stream()
                        .filter(each -> fits(query, repository.orElseThrow(), each))
                        .map(each -> Documents.artifact(project, repository.orElseThrow(), each, withTags(call)))
                        .toList());
    }

    private static boolean fits(String query, Repository repository, Artifact artifact) {
        boolean tagged = !repository.tagsOf(artifact.digest()).isEmpty();
        return switch (query) {
            case "tags=*" -> tagged;
            case "tags=nil" -> !tagged;
            default -> true;
        };
    }

    private static boolean withTags(Call call) {
        return !call.request().parameter("with_tag").orElse("").equals("false");
    }

    HttpAnswer get(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.READ_ARTIFACT);
        Artifact artifact = Finder.artifact(project, call);
        return HttpAnswer.api(Documents.artifact(project, Finder.repository(project, call), artifact, withTags(call)));
    }

    HttpAnswer delete(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.DELETE_ARTIFACT);
        Artifact artifact = Finder.artifact(project, call);
        Pushes.delete(project, Finder.repository(project, call), artifact.digest());
        return HttpAnswer.of(200);
    }

    /** {@code from=project/repository@digest}, or {@code :tag}: then the tag comes along. */
    HttpAnswer copy(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.CREATE_ARTIFACT);
        String from = call.request().parameter("from").orElse("");
        int end = from.indexOf('@') >= 0 ? from.indexOf('@') : from.lastIndexOf(':');
        if (end < 0) {
            throw HttpRefusal.badRequest("bad request: invalid from: " + from);
        }
        String source = from.substring(0, end);
        String reference = from.substring(end + 1);
        Project sourceProject = state.project(HarborNames.project(source))
                .orElseThrow(() -> HttpRefusal.notFound("project " + HarborNames.project(source) + " not found"));
        call.require(sourceProject, Right.READ_ARTIFACT);
        Repository sourceRepository = sourceProject
                .repository(source)
                .orElseThrow(() -> HttpRefusal.notFound("repository " + source + " not found"));
        Artifact artifact = sourceRepository
                .find(reference)
                .orElseThrow(() -> HttpRefusal.notFound(HarborNames.artifact(source, reference)));
        Repository target = project.repositoryOrNew(Finder.repositoryName(project, call), state.nextId());
        copy(sourceRepository, project, target, artifact);
        if (!HarborNames.isDigest(reference)) {
            target.tag(state.nextId(), reference, artifact.digest());
        }
        return HttpAnswer.of(201).with("Location", call.request().path() + "/" + reference);
    }

    /** Children first. */
    private void copy(Repository from, Project project, Repository to, Artifact artifact) {
        for (KeptManifest.Child child : artifact.manifest().children()) {
            from.find(child.digest()).ifPresent(found -> copy(from, project, to, found));
        }
        HttpAnswer copied = project.quota()
                .charge(artifact.manifest().stored(), () -> inner.copy(from.name(), to.name(), artifact));
        if (copied.status() != 201) {
            throw new HttpRefusal(copied);
        }
        to.add(new Artifact(state.nextId(), artifact.digest(), artifact.manifest(), Instant.now()));
    }
}
