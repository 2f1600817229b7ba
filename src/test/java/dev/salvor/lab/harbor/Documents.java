// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.lab.harbor.Account.User;
import dev.salvor.lab.harbor.Repository.Tag;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Things as the REST API describes them (16, 17), without icons, links and what else no pusher looks at. */
final class Documents {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String NEVER = "0001-01-01T00:00:00.000Z";

    private Documents() {}

    static String now() {
        return TIME.format(Instant.now());
    }

    /** @param detail whether its metadata are wanted */
    static ObjectNode project(Project project, Caller caller, boolean detail) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("creation_time", TIME.format(project.created()));
        role(project, caller)
                .ifPresentOrElse(
                        role -> {
                            document.put("current_user_role_id", role.id());
                            document.putArray("current_user_role_ids").add(role.id());
                        },
                        () -> document.putNull("current_user_role_ids"));
        if (detail) {
            document.putObject("metadata").put("public", Boolean.toString(project.isPublic()));
        }
        document.put("name", project.name()).put("owner_name", "").put("project_id", project.id());
        if (project.isProxyCache()) {
            document.put("registry_id", project.registryId());
        }
        return document.put("repo_count", project.repositories().size())
                .put("update_time", TIME.format(project.created()));
    }

    private static Optional<Role> role(Project project, Caller caller) {
        return caller instanceof Caller.LoggedIn(User user) ? project.role(user.name()) : Optional.empty();
    }

    static ObjectNode quota(Project project) {
        ObjectNode document = amounts(project).put("id", project.id());
        document.putObject("ref")
                .put("id", project.id())
                .put("name", project.name())
                .put("owner_name", "");
        return document;
    }

    static ObjectNode amounts(Project project) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("hard").put("storage", project.quota().limit());
        document.putObject("used").put("storage", project.quota().used());
        return document;
    }

    static ObjectNode repository(Project project, Repository repository) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("artifact_count", repository.listed().size())
                .put("id", repository.id())
                .put("name", repository.name())
                .put("project_id", project.id())
                .put("pull_count", repository.pulls());
    }

    /** @param withTags else they are null */
    static ObjectNode artifact(Project project, Repository repository, Artifact artifact, boolean withTags) {
        KeptManifest manifest = artifact.manifest();
        ObjectNode document = JsonNodeFactory.instance.objectNode().putNull("accessories");
        if (!manifest.annotations().isEmpty()) {
            ObjectNode annotations = document.putObject("annotations");
            manifest.annotations().forEach(annotations::put);
        }
        if (!manifest.artifactType().isEmpty()) {
            document.put("artifact_type", manifest.artifactType());
        }
        String configType = manifest.config().mediaType();
        document.put("digest", artifact.digest())
                .put("id", artifact.id())
                .putNull("labels")
                .put("manifest_media_type", manifest.mediaType())
                .put("media_type", configType.isEmpty() ? manifest.mediaType() : configType)
                .put("project_id", project.id())
                .put(
                        "pull_time",
                        repository.pulled(artifact.digest()).map(TIME::format).orElse(NEVER))
                .put("push_time", TIME.format(artifact.pushed()));
        references(document, repository, artifact);
        document.put("repository_id", repository.id())
                .put("repository_name", repository.name())
                .put("size", manifest.totalSize());
        tags(document, project, repository, artifact, withTags);
        return document.put("type", "IMAGE");
    }

    private static void references(ObjectNode document, Repository repository, Artifact artifact) {
        if (artifact.manifest().children().isEmpty()) {
            document.putNull("references");
            return;
        }
        ArrayNode references = document.putArray("references");
        for (KeptManifest.Child child : artifact.manifest().children()) {
            ObjectNode reference = references.addObject().put("child_digest", child.digest());
            repository.find(child.digest()).ifPresent(found -> reference.put("child_id", found.id()));
            reference.put("parent_id", artifact.id());
            reference
                    .putObject("platform")
                    .put("architecture", child.architecture())
                    .put("os", child.os());
            reference.putNull("urls");
        }
    }

    private static void tags(
            ObjectNode document, Project project, Repository repository, Artifact artifact, boolean withTags) {
        var tags = repository.tagsOf(artifact.digest());
        if (!withTags || tags.isEmpty()) {
            document.putNull("tags");
            return;
        }
        ArrayNode array = document.putArray("tags");
        tags.forEach(tag -> array.add(tag(project, repository, artifact, tag)));
    }

    static ObjectNode tag(Project project, Repository repository, Artifact artifact, Tag tag) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("artifact_id", artifact.id())
                .put("id", tag.id())
                .put("immutable", project.isImmutable(tag.name()))
                .put("name", tag.name())
                .put("pull_time", tag.pulled().equals(Instant.MIN) ? NEVER : TIME.format(tag.pulled()))
                .put("push_time", TIME.format(tag.pushed()))
                .put("repository_id", repository.id());
    }
}
