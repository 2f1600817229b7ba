// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Optional;

/** HEAD and GET of manifests (07, 09). */
final class Pulls {
    /** Who pulls for Harbor itself is not counted (09 "GET by tag, User-Agent harbor-registry-client"). */
    private static final String OWN_AGENT = "harbor-registry-client";

    private final State state;
    private final Inner inner;

    Pulls(State state, Inner inner) {
        this.state = state;
        this.inner = inner;
    }

    HttpAnswer manifest(HttpRequest request, V2Path.ManifestOf target) {
        String reference = target.reference();
        Project project =
                state.project(HarborNames.project(target.repository())).orElseThrow();
        Optional<Repository> repository = project.repository(target.repository());
        Optional<Artifact> found = repository.flatMap(each -> each.find(reference));
        if (found.isEmpty()) {
            throw missing(target, project, repository.isPresent());
        }
        String digest = found.get().digest();
        HttpAnswer answer = inner.pass(request, "/v2/" + target.repository() + "/manifests/" + digest);
        boolean isPull = request.method().equals("GET")
                && answer.status() == 200
                && !request.head().header("User-Agent").equals(OWN_AGENT);
        if (isPull) {
            repository.orElseThrow().countPull(reference, digest);
        }
        // 07 "GET If-None-Match": without any of the registry's headers.
        return answer.status() == 304 ? HttpAnswer.of(304) : answer;
    }

    private static HttpRefusal missing(V2Path.ManifestOf target, Project project, boolean repositoryExists) {
        String name = target.repository();
        boolean byDigest = HarborNames.isDigest(target.reference());
        if (project.isProxyCache()) {
            String what = byDigest ? "digest " : "tag ";
            return HttpRefusal.notFound(
                    "resource not found: repo " + name + ", " + what + target.reference() + " not found");
        }
        boolean namesArtifact = repositoryExists || byDigest;
        return HttpRefusal.notFound(
                namesArtifact ? HarborNames.artifact(name, target.reference()) : "repository " + name + " not found");
    }
}
