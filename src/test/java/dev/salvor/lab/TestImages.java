// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Pushes images to a registry over HTTP, so that it is a registry which writes the storages of the tests.
 *
 * <p>The same calls with the same bytes push the same manifests. A reference is a tag, or null to put the manifest by digest only.
 * Pushing what is there already is harmless. Every answer that is no success is an {@link AssertionError}.
 */
public final class TestImages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LabHttp http;

    /** For a registry that lets everybody push. */
    public TestImages(URI registry) {
        this(LabHttp.to(registry));
    }

    public TestImages(LabHttp http) {
        this.http = http;
    }

    /** A blob that is there now. */
    public record Blob(String digest, long size) {}

    /**
     * A manifest that is there now.
     *
     * @param reference what it was put by, a tag or its digest
     * @param size in bytes
     * @param architecture of the image; empty for an index
     * @param bytes exactly as sent
     */
    public record Pushed(
            String repository,
            String reference,
            String digest,
            long size,
            String mediaType,
            String architecture,
            byte[] bytes) {
        /** {@code repository:tag}. */
        public String name() {
            return repository + ":" + reference;
        }
    }

    /** Sends a blob, unless the repository has it. */
    public Blob blob(String repository, byte[] bytes) {
        String digest = Digest.of(bytes).toString();
        if (http.send("HEAD", "/v2/" + repository + "/blobs/" + digest, new byte[0])
                        .statusCode()
                != 200) {
            HttpResponse<byte[]> session =
                    expect(202, http.send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0]));
            String location = session.headers().firstValue("Location").orElseThrow();
            String query = (location.contains("?") ? "&" : "?") + "digest=" + digest;
            expect(201, http.send("PUT", location + query, bytes, "Content-Type", "application/octet-stream"));
        }
        return new Blob(digest, bytes.length);
    }

    /** A Docker schema 2 image. */
    public Pushed image(String repository, String reference, List<byte[]> layers) {
        return draft(repository).docker().layers(layers).push(reference);
    }

    /** An OCI image. */
    public Pushed ociImage(String repository, String reference, List<byte[]> layers) {
        return draft(repository).layers(layers).push(reference);
    }

    /**
     * An artifact with the empty config and one layer.
     *
     * @param subject what it is about
     */
    public Pushed artifact(String repository, String reference, String artifactType, Pushed subject) {
        byte[] layer = ("about " + subject.digest()).getBytes(StandardCharsets.UTF_8);
        return draft(repository)
                .artifactType(artifactType)
                .subject(subject)
                .layer("text/plain", layer)
                .push(reference);
    }

    /** Any image, described step by step; OCI at first. */
    public ImageDraft draft(String repository) {
        return new ImageDraft(this, repository);
    }

    /** An OCI index. The children must be in this repository. */
    public Pushed index(String repository, String reference, Pushed... children) {
        return putIndex(repository, reference, MediaType.OCI_INDEX, children);
    }

    /** A Docker manifest list. */
    public Pushed list(String repository, String reference, Pushed... children) {
        return putIndex(repository, reference, MediaType.DOCKER_LIST, children);
    }

    private Pushed putIndex(String repository, String reference, MediaType type, Pushed... children) {
        ObjectNode document = document(type.value());
        ArrayNode manifests = document.putArray("manifests");
        for (Pushed child : children) {
            ObjectNode descriptor = descriptor(child);
            if (!child.architecture().isEmpty()) {
                descriptor.putObject("platform").put("os", "linux").put("architecture", child.architecture());
            }
            manifests.add(descriptor);
        }
        return manifest(repository, reference, type.value(), "", document);
    }

    /** Sets another tag on what is there. */
    public Pushed tag(Pushed there, String tag) {
        return manifest(there.repository(), tag, there.mediaType(), there.architecture(), there.bytes());
    }

    /** Any bytes as a manifest. */
    public Pushed manifest(String repository, String reference, String mediaType, byte[] bytes) {
        return manifest(repository, reference, mediaType, "", bytes);
    }

    /** Indented, as nobody else writes it: a client that does not send the exact bytes has another digest. */
    Pushed manifest(String repository, String reference, String mediaType, String architecture, JsonNode document) {
        return manifest(
                repository,
                reference,
                mediaType,
                architecture,
                document.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    private Pushed manifest(String repository, String reference, String mediaType, String architecture, byte[] bytes) {
        String digest = Digest.of(bytes).toString();
        String by = reference == null ? digest : reference;
        expect(201, http.send("PUT", "/v2/" + repository + "/manifests/" + by, bytes, "Content-Type", mediaType));
        return new Pushed(repository, by, digest, bytes.length, mediaType, architecture, bytes);
    }

    static ObjectNode document(String mediaType) {
        return JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", mediaType);
    }

    static ObjectNode descriptor(Pushed manifest) {
        return descriptor(manifest.mediaType(), manifest.digest(), manifest.size());
    }

    static ObjectNode descriptor(String mediaType, String digest, long size) {
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", size);
    }

    static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<byte[]> expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + " was answered "
                    + answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }
}
