// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.salvor.image.PrintedName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An image of {@code crictl images -o json} (CRI, runtime.v1 {@code Image}): its ID is its config's digest, {@code repoDigests} are of manifests. */
record NodeImage(String id, List<String> tags, List<String> digests) {

    /** The parser stands at the value. */
    static NodeImage read(JsonParser json) throws IOException {
        String id = "";
        List<String> tags = List.of();
        List<String> digests = List.of();
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return new NodeImage(id, tags, digests);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = value == JsonToken.VALUE_STRING ? json.getText() : "";
                case "repoTags" -> tags = Texts.list(json);
                case "repoDigests" -> digests = Texts.list(json);
                default -> {}
            }
            json.skipChildren();
        }
        return new NodeImage(id, tags, digests);
    }

    boolean isOne() {
        return !id.isEmpty() || !tags.isEmpty() || !digests.isEmpty();
    }

    /** Each tag with the digest of its own repository. */
    void images(Consumer<RunningImage> each) {
        for (String tag : tags) {
            Optional<String> path = PrintedName.tryParse(tag).map(PrintedName::path);
            String digest = digests.stream()
                    .filter(its -> path.isPresent() && its.startsWith(path.get() + "@"))
                    .findFirst()
                    .orElse(id);
            RunningImage.tryParse(tag, digest).ifPresent(each);
        }
        if (tags.isEmpty()) {
            digests.forEach(digest -> RunningImage.tryParse(digest, "").ifPresent(each));
        }
    }
}
