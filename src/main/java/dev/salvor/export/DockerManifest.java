// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.image.Manifest;
import dev.salvor.image.Tag;
import dev.salvor.layout.OciImageLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Docker's own manifest.json beside an OCI layout in a tar, as {@code docker save} writes it since version 25: it points at the layout's blobs. */
final class DockerManifest {
    static final String MANIFEST = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private DockerManifest() {}

    /** What {@code docker load} takes: a tagged image for one platform with all its layers, none of which is packed by zstd. */
    static Optional<ObjectNode> entry(ImageName name, Manifest manifest) {
        return name.tag().isPresent() && manifest instanceof Manifest.Image image && Unpackable.byDocker(image)
                ? Optional.of(entry(name, name.tag().get(), image))
                : Optional.empty();
    }

    private static ObjectNode entry(ImageName name, Tag tag, Manifest.Image image) {
        ObjectNode entry = JSON.createObjectNode()
                .put("Config", OciImageLayout.blob(image.config().digest()));
        entry.putArray("RepoTags").add(name.repository() + ":" + tag);
        ArrayNode layers = entry.putArray("Layers");
        image.layers().forEach(layer -> layers.add(OciImageLayout.blob(layer.digest())));
        return entry;
    }

    static byte[] bytes(Iterable<ObjectNode> entries) {
        ArrayNode all = JSON.createArrayNode();
        entries.forEach(all::add);
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }
}
