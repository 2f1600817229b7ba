// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** Tags of artifacts (17). */
final class TagApi {
    private final State state;
    private final Finder finder;

    TagApi(State state) {
        this.state = state;
        this.finder = new Finder(state);
    }

    HttpAnswer list(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.LIST_TAGS);
        Artifact artifact = Finder.artifact(project, call);
        Repository repository = Finder.repository(project, call);
        return Paging.page(
                call.request(),
                repository.tagsOf(artifact.digest()).stream()
                        .map(tag -> Documents.tag(project, repository, artifact, tag))
                        .toList());
    }

    /** A tag that is there is a conflict, on this very artifact too: nothing moves (17 "POST tag again"). */
    HttpAnswer create(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.CREATE_TAG);
        Artifact artifact = Finder.artifact(project, call);
        Repository repository = Finder.repository(project, call);
        String tag = call.json().path("name").asText();
        if (!HarborNames.isTag(tag)) {
            throw HttpRefusal.badRequest("bad request: invalid tag name: " + tag);
        }
        if (repository.digests().containsKey(tag)) {
            throw new HttpRefusal(
                    409, "CONFLICT", "tag " + tag + " already exists under the repository " + repository.id());
        }
        repository.tag(state.nextId(), tag, artifact.digest());
        return HttpAnswer.of(201);
    }

    HttpAnswer delete(Call call) {
        Project project = finder.project(call);
        call.require(project, Right.DELETE_TAG);
        Finder.artifact(project, call);
        String tag = call.argument(3);
        Pushes.refuseDeletion(project, tag);
        Finder.repository(project, call).untag(tag);
        return HttpAnswer.of(200);
    }
}
