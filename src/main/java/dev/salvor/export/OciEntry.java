// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.resolve.ResolvedManifest;

/**
 * An image in the index.json of a layout.
 *
 * @param key by which it is found again: its ref.name, or else its digest
 */
record OciEntry(String key, JsonNode descriptor) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One of an index that is there. */
    static OciEntry of(JsonNode descriptor) {
        String name =
                descriptor.path("annotations").path(OciImageLayout.REF_NAME).asText();
        return new OciEntry(name.isEmpty() ? descriptor.path("digest").asText() : name, descriptor);
    }

    /** What an image is called in a layout: where that is of one repository, by its tag; one without a tag by its digest. */
    static String key(ImageName image, boolean perRepository) {
        return perRepository ? image.reference().toString() : image.toString();
    }

    /** @param image as the target calls it */
    static OciEntry of(ImageName image, ResolvedManifest root, boolean perRepository) {
        ObjectNode descriptor = JSON.createObjectNode()
                .put("mediaType", root.mediaType().value())
                .put("digest", root.digest().toString())
                .put("size", root.size());
        String key = key(image, perRepository);
        if (!perRepository || image.tag().isPresent()) {
            ObjectNode annotations = descriptor.putObject("annotations").put(OciImageLayout.REF_NAME, key);
            image.tag().ifPresent(_ -> annotations.put(OciImageLayout.IMAGE_NAME, image.toString()));
        }
        return new OciEntry(key, descriptor);
    }
}
