// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The lists of {@code /v2} (05, 06, 12 "GET referrers"). */
final class V2Lists {
    private final State state;

    V2Lists(State state) {
        this.state = state;
    }

    /** Repositories that have a tag. */
    HttpAnswer catalog(HttpRequest request) {
        List<String> all = state.projects().stream()
                .flatMap(project -> project.repositories().stream())
                .filter(repository -> !repository.tagNames().isEmpty())
                .map(Repository::name)
                .sorted()
                .toList();
        String last = request.parameter("last").orElse("");
        boolean limited = !request.parameter("n").orElse("").isEmpty();
        if (limited && !last.isEmpty() && !all.contains(last)) {
            throw HttpRefusal.badRequest("the last: " + last + " should be a valid repository name.");
        }
        List<String> rest = limited ? after(all, last) : all;
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        return page(request, rest, document, document.putArray("repositories"));
    }

    HttpAnswer tags(HttpRequest request, String name) {
        Project project = state.project(HarborNames.project(name)).orElseThrow();
        Optional<Repository> repository = project.repository(name);
        if (repository.isEmpty() && !project.isProxyCache()) {
            throw HttpRefusal.notFound("repository " + name + " not found");
        }
        List<String> all = repository.map(Repository::tagNames).orElse(List.of());
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", name);
        return page(request, after(all, request.parameter("last").orElse("")), document, document.putArray("tags"));
    }

    private static List<String> after(List<String> all, String last) {
        return all.stream().filter(each -> each.compareTo(last) > 0).toList();
    }

    private static HttpAnswer page(HttpRequest request, List<String> rest, ObjectNode document, ArrayNode array) {
        String n = request.parameter("n").orElse("");
        if (!n.isEmpty() && !n.matches("\\d+")) {
            throw HttpRefusal.badRequest("the N must be a positive int type");
        }
        long count = n.isEmpty() ? rest.size() : Math.min(Long.parseLong(n), rest.size());
        List<String> shown = rest.subList(0, (int) count);
        shown.forEach(array::add);
        HttpAnswer answer = HttpAnswer.json(document);
        if (shown.isEmpty() || shown.size() == rest.size()) {
            return answer;
        }
        String last = URLEncoder.encode(shown.getLast(), StandardCharsets.UTF_8);
        return answer.with("Link", "<" + request.path() + "?last=" + last + "&n=" + n + ">; rel=\"next\"");
    }

    HttpAnswer referrers(HttpRequest request, String repository, String subject) {
        if (!HarborNames.isDigest(subject)) {
            throw HttpRefusal.badRequest("unsupported digest " + subject + ": invalid checksum digest format");
        }
        String wanted = request.parameter("artifactType").orElse("");
        List<Artifact> all = state.repository(repository)
                .map(each -> each.referrers(subject))
                .orElse(List.of());
        ObjectNode index = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MediaType.OCI_INDEX.value());
        ArrayNode manifests = index.putArray("manifests");
        all.stream()
                .filter(each ->
                        wanted.isEmpty() || each.manifest().artifactType().equals(wanted))
                .forEach(each -> {
                    ObjectNode descriptor = manifests
                            .addObject()
                            .put("mediaType", each.manifest().mediaType())
                            .put("digest", each.digest())
                            .put("size", each.manifest().size());
                    if (!each.manifest().annotations().isEmpty()) {
                        ObjectNode annotations = descriptor.putObject("annotations");
                        each.manifest().annotations().forEach(annotations::put);
                    }
                    descriptor.put("artifactType", each.manifest().artifactType());
                });
        // The count is that of all, filtered or not (12 "GET referrers filtered").
        HttpAnswer answer = HttpAnswer.text(200, MediaType.OCI_INDEX.value(), index.toString())
                .with("X-Total-Count", Integer.toString(all.size()));
        return wanted.isEmpty() ? answer : answer.with("Oci-Filters-Applied", "artifactType");
    }
}
