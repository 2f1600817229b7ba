// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes skopeo's directories and OCI layouts by hand, independently of the code under test. */
record LayoutFiles(Path root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] CONFIG =
            "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(StandardCharsets.UTF_8);

    /** An image of one layer in a directory; returns the digest of its manifest. */
    Digest image(String directory, String layer) throws IOException {
        byte[] manifest = manifest(layer);
        write(directory + "/version", "Directory Transport Version: 1.1\n".getBytes(StandardCharsets.UTF_8));
        write(directory + "/manifest.json", manifest);
        for (byte[] blob : List.of(CONFIG, layer.getBytes(StandardCharsets.UTF_8))) {
            write(directory + "/" + Digest.of(blob).hex(), blob);
        }
        return Digest.of(manifest);
    }

    /** An image of one layer in the pool of an OCI layout; returns the digest of its manifest. */
    Digest pooled(String layout, String layer) throws IOException {
        byte[] manifest = manifest(layer);
        for (byte[] blob : List.of(manifest, CONFIG, layer.getBytes(StandardCharsets.UTF_8))) {
            write(layout + "/blobs/sha256/" + Digest.of(blob).hex(), blob);
        }
        return Digest.of(manifest);
    }

    /** The index of an OCI layout: a digest, and what it is called by {@code ref.name} and by containerd; null for nothing. */
    void index(String layout, String[]... lines) throws IOException {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
        ArrayNode manifests = index.putArray("manifests");
        for (String[] line : lines) {
            ObjectNode entry = manifests
                    .addObject()
                    .put("mediaType", MediaType.OCI_IMAGE.value())
                    .put("digest", line[0])
                    .put("size", 1);
            ObjectNode annotations = entry.putObject("annotations");
            if (line[1] != null) {
                annotations.put("org.opencontainers.image.ref.name", line[1]);
            }
            if (line.length > 2) {
                annotations.put("io.containerd.image.name", line[2]);
            }
        }
        write(layout + "/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        write(layout + "/index.json", JSON.writeValueAsBytes(index));
    }

    Path write(String file, byte[] content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    static byte[] manifest(String layer) throws IOException {
        ObjectNode manifest =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_IMAGE.value());
        describe(manifest.putObject("config"), "application/vnd.oci.image.config.v1+json", CONFIG);
        describe(
                manifest.putArray("layers").addObject(),
                "application/vnd.oci.image.layer.v1.tar",
                layer.getBytes(StandardCharsets.UTF_8));
        return JSON.writeValueAsBytes(manifest);
    }

    private static void describe(ObjectNode descriptor, String type, byte[] content) {
        descriptor
                .put("mediaType", type)
                .put("digest", Digest.of(content).toString())
                .put("size", content.length);
    }
}
