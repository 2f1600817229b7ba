// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Harbor keeps of a manifest.
 *
 * @param mediaType what it was pushed as
 * @param config of an image; without a media type for an index
 * @param subject a digest; empty for none
 * @param stored what counts for the quota, sizes by digest: itself, config, layers that are not elsewhere
 */
record KeptManifest(
        String mediaType,
        long size,
        Config config,
        String artifactType,
        String subject,
        Map<String, String> annotations,
        List<Child> children,
        Map<String, Long> stored) {

    /** An image's config. */
    record Config(String mediaType, String digest, long size) {}

    /** An index's child. */
    record Child(String digest, String architecture, String os) {}

    static KeptManifest of(String mediaType, String digest, long size, JsonNode document) {
        Map<String, Long> stored = new LinkedHashMap<>();
        stored.put(digest, size);
        JsonNode config = document.path("config");
        if (config.has("digest")) {
            stored.put(config.path("digest").asText(), config.path("size").asLong());
        }
        for (JsonNode layer : document.path("layers")) {
            if (!layer.has("urls")) {
                stored.put(layer.path("digest").asText(), layer.path("size").asLong());
            }
        }
        List<Child> children = new ArrayList<>();
        for (JsonNode child : document.path("manifests")) {
            JsonNode platform = child.path("platform");
            children.add(new Child(
                    child.path("digest").asText(),
                    platform.path("architecture").asText(),
                    platform.path("os").asText()));
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        document.path("annotations")
                .properties()
                .forEach(each -> annotations.put(each.getKey(), each.getValue().asText()));
        String configType = config.path("mediaType").asText();
        return new KeptManifest(
                mediaType,
                size,
                new Config(
                        configType,
                        config.path("digest").asText(),
                        config.path("size").asLong()),
                document.path("artifactType").asText(configType),
                document.path("subject").path("digest").asText(),
                annotations,
                children,
                stored);
    }

    long totalSize() {
        return stored.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean namesAChildTwice() {
        return children.stream().map(Child::digest).distinct().count() < children.size();
    }
}
