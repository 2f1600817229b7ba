// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.Digest;
import dev.salvor.lab.harbor.Repository.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** PUT and DELETE of manifests (12, 13, 14). */
final class Pushes {
    private static final int CREATED = 201;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final State state;
    private final Inner inner;

    Pushes(State state, Inner inner) {
        this.state = state;
        this.inner = inner;
    }

    HttpAnswer put(HttpRequest request, V2Path.ManifestOf target) {
        Project project =
                state.project(HarborNames.project(target.repository())).orElseThrow();
        refuseProxy(project);
        boolean byTag = !HarborNames.isDigest(target.reference());
        if (byTag && !HarborNames.isTag(target.reference())) {
            throw HttpRefusal.badRequest("bad request: invalid tag name: " + target.reference());
        }
        if (byTag) {
            refuseImmutable(project, target);
        }
        String contentType = request.head().header("Content-Type").split(";")[0].strip();
        JsonNode document = Unmarshalling.unmarshal(contentType, request.body());
        String digest = Digest.of(request.body()).toString();
        KeptManifest manifest = KeptManifest.of(contentType, digest, request.body().length, document);
        // Tags stay here; behind there are digests only (20 "the registry behind Harbor, asked directly").
        String reference = byTag ? digest : target.reference();
        String inside = "/v2/" + target.repository() + "/manifests/" + reference;
        HttpAnswer answer = project.quota().charge(manifest.stored(), () -> inner.pass(request, inside));
        if (answer.status() != CREATED) {
            return answer;
        }
        register(project, target, digest, manifest);
        return manifest.subject().isEmpty() ? answer : answer.with("Oci-Subject", manifest.subject());
    }

    static void refuseProxy(Project project) {
        if (project.isProxyCache()) {
            throw HttpRefusal.denied("denied: can not push artifact to a proxy project: " + project.name());
        }
    }

    private static void refuseImmutable(Project project, V2Path.ManifestOf target) {
        boolean exists = project.repository(target.repository())
                .flatMap(repository -> repository.find(target.reference()))
                .isPresent();
        if (exists && project.isImmutable(target.reference())) {
            throw HttpRefusal.precondition(
                    "Failed to process request due to '" + HarborNames.inProject(target.repository()) + ":"
                            + target.reference() + "' configured as immutable.");
        }
    }

    /** After the registry took it: what fails here is on the disk all the same, as with Harbor. */
    private void register(Project project, V2Path.ManifestOf target, String digest, KeptManifest manifest) {
        manifest.stored().forEach(state::know);
        requireChildren(project, target.repository(), manifest);
        if (manifest.namesAChildTwice()) {
            throw HttpRefusal.notFound(HarborNames.artifact(target.repository(), digest));
        }
        readConfig(target.repository(), manifest.config());
        Repository repository = project.repositoryOrNew(target.repository(), state.nextId());
        repository.add(new Artifact(state.nextId(), digest, manifest, Instant.now()));
        if (!HarborNames.isDigest(target.reference())) {
            repository.tag(state.nextId(), target.reference(), digest);
        }
    }

    /** A child must be in the database, too: on the volume alone, where the registry finds it, it does not count (protocol.md §2.4). */
    private static void requireChildren(Project project, String repository, KeptManifest manifest) {
        for (KeptManifest.Child child : manifest.children()) {
            if (project.repository(repository)
                    .flatMap(each -> each.find(child.digest()))
                    .isEmpty()) {
                throw HttpRefusal.notFound(HarborNames.artifact(repository, child.digest()));
            }
        }
    }

    /** Of a config that calls itself JSON, it must be (12 "OCI image whose config is not JSON", "config media type text/plain"). */
    private void readConfig(String repository, KeptManifest.Config config) {
        if (!config.mediaType().endsWith("json") || config.size() == 0) {
            return;
        }
        try {
            JSON.readTree(inner.blob(repository, config.digest()));
        } catch (IOException e) {
            throw new HttpRefusal(500, "UNKNOWN", "internal server error");
        }
    }

    HttpAnswer delete(V2Path.ManifestOf target) {
        if (!HarborNames.isDigest(target.reference())) {
            throw new HttpRefusal(
                    400,
                    "UNSUPPORTED",
                    "unsupported digest " + target.reference() + ": invalid checksum digest format");
        }
        Project project =
                state.project(HarborNames.project(target.repository())).orElseThrow();
        Optional<Repository> repository = project.repository(target.repository());
        if (repository.flatMap(each -> each.find(target.reference())).isEmpty()) {
            throw HttpRefusal.notFound(HarborNames.artifact(target.repository(), target.reference()));
        }
        delete(project, repository.get(), target.reference());
        return HttpAnswer.of(202);
    }

    /** Nothing behind changes before a garbage collection (20). */
    static void delete(Project project, Repository repository, String digest) {
        for (Tag tag : repository.tagsOf(digest)) {
            refuseDeletion(project, tag.name());
        }
        repository.delete(digest);
    }

    static void refuseDeletion(Project project, String tag) {
        if (project.isImmutable(tag)) {
            throw HttpRefusal.precondition("the tag " + tag + " configured as immutable, cannot be deleted");
        }
    }
}
