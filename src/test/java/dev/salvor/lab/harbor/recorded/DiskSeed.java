// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Puts blobs under recorded digests into the storage behind a server, whose bytes nobody recorded: a registry verifies what is sent, not what is
 * stored.
 */
final class DiskSeed {
    private final Path root;

    DiskSeed(Path root) {
        this.root = root.resolve("docker/registry/v2");
    }

    /**
     * Config and layers of a manifest.
     *
     * @param without digests of those that shall be missing
     */
    void blobsOf(String repository, JsonNode manifest, List<String> without, boolean jsonConfig) {
        JsonNode config = manifest.path("config");
        if (config.has("digest")) {
            blob(repository, config, without, jsonConfig ? "{}" : "no");
        }
        manifest.path("layers").forEach(layer -> {
            if (!layer.has("urls")) {
                blob(repository, layer, without, "");
            }
        });
    }

    private void blob(String repository, JsonNode descriptor, List<String> without, String start) {
        String digest = descriptor.path("digest").asText();
        if (!digest.matches("sha(256|512):[0-9a-f]+") || without.contains(digest)) {
            return;
        }
        byte[] bytes = new byte[descriptor.path("size").asInt()];
        Arrays.fill(bytes, (byte) ' ');
        byte[] first = start.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(first, 0, bytes, 0, Math.min(first.length, bytes.length));
        String[] parts = digest.split(":");
        Path data = root.resolve("blobs/" + parts[0] + "/" + parts[1].substring(0, 2) + "/" + parts[1] + "/data");
        write(data, bytes);
        Path link = root.resolve("repositories/" + repository + "/_layers/" + parts[0] + "/" + parts[1] + "/link");
        write(link, digest.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.write(file, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
