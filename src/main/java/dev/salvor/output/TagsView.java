// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.operation.TargetListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a registry has. */
public final class TagsView {
    private final TargetListing listing;

    public TagsView(TargetListing listing) {
        this.listing = listing;
    }

    /** {@code repository:tag} lines, sorted. */
    public String names() {
        StringBuilder lines = new StringBuilder();
        listing.tags()
                .forEach((repository, tags) -> tags.forEach(
                        tag -> lines.append(repository).append(':').append(tag).append('\n')));
        return lines.toString();
    }

    public String json() {
        ObjectNode root = Json.object();
        ArrayNode repositories = root.putArray("repositories");
        listing.tags().forEach((repository, tags) -> {
            ArrayNode names = repositories
                    .addObject()
                    .put("repository", repository.value())
                    .putArray("tags");
            tags.forEach(tag -> names.add(tag.value()));
        });
        ArrayNode failed = root.putArray("failed");
        listing.failed()
                .forEach((repository, refusal) -> failed.addObject()
                        .put("repository", repository.value())
                        .put("reason", refusal.reason().title())
                        .put("words", refusal.words()));
        ArrayNode withheld = root.putArray("withheldProjects");
        listing.withheld().forEach(withheld::add);
        root.put("limits", listing.limits());
        return Json.pretty(root);
    }

    /** What is not in the list, though it is or may be there. */
    public List<String> complaints() {
        List<String> lines = new ArrayList<>();
        if (!listing.limits().isEmpty()) {
            lines.add(listing.limits());
        }
        listing.withheld()
                .forEach(project ->
                        lines.add("project " + project + ": this account may not list its repositories, or not all;"
                                + " give it the right to list repositories, or compare with a storage: salvor plan"));
        lines.addAll(failures());
        return lines;
    }

    /**
     * A sentence if there is no line: nobody can tell that from a listing that went wrong.
     *
     * @param registry as typed
     */
    public Optional<String> emptiness(String registry) {
        if (listing.tags().values().stream().anyMatch(tags -> !tags.isEmpty())) {
            return Optional.empty();
        }
        int repositories = listing.tags().size();
        return Optional.of(
                repositories == 0
                        ? registry + " lists no repository"
                        : registry + " lists " + Units.count(repositories, "repository") + ", and no tag");
    }

    private List<String> failures() {
        return listing.failed().entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue().reason().title() + " ("
                        + each.getValue().words() + ")")
                .toList();
    }
}
