// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells from the bytes what a manifest is, as the registry itself does: a storage keeps no media type anywhere.
 *
 * <p>Order of the signs after distribution's {@code registry/storage/manifeststore.go}.
 */
public final class ManifestParser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestParser() {}

    /** Never fails: what cannot be understood is {@link Manifest.Unknown}. */
    public static Manifest parse(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (StreamConstraintsException e) {
            return unreadable(digest, bytes, "JSON with a nesting, a number or a string beyond all bounds");
        } catch (IOException e) {
            // not only JsonProcessingException: in UTF-32, which the first bytes tell, an impossible character is none
            return unreadable(digest, bytes, "not JSON");
        }
        MediaType declared = new MediaType(json.path("mediaType").asText());
        try {
            return classify(json, declared, digest, bytes.length);
        } catch (IllegalArgumentException e) {
            return new Manifest.Unknown(digest, bytes.length, declared, e.getMessage());
        }
    }

    private static Manifest unreadable(Digest digest, byte[] bytes, String reason) {
        return new Manifest.Unknown(digest, bytes.length, new MediaType(""), reason);
    }

    private static Manifest classify(JsonNode json, MediaType declared, Digest digest, long size) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        boolean isIndex = json.has("manifests");
        boolean isImage = json.has("config") || json.has("layers");
        if (json.path("schemaVersion").asInt() == 1) {
            MediaType type = json.has("signatures") ? MediaType.DOCKER_SCHEMA1_SIGNED : MediaType.DOCKER_SCHEMA1;
            return new Manifest.Schema1(digest, size, type);
        }
        if (isIndex && isImage) {
            throw new IllegalArgumentException("both an index and an image");
        }
        if (isIndex) {
            MediaType type = oneOf(declared, MediaType.OCI_INDEX, MediaType.DOCKER_LIST);
            return new Manifest.Index(
                    digest, size, type, descriptors(json, "manifests"), artifactType(json), subject(json));
        }
        if (isImage) {
            MediaType type = oneOf(declared, MediaType.OCI_IMAGE, MediaType.DOCKER_IMAGE);
            if (!json.has("config")) {
                throw new IllegalArgumentException("an image without config");
            }
            return new Manifest.Image(
                    digest,
                    size,
                    type,
                    descriptor(json.get("config")),
                    descriptors(json, "layers"),
                    artifactType(json),
                    subject(json));
        }
        throw new IllegalArgumentException("neither an image nor an index");
    }

    /** OCI documents may leave their type out, Docker's must carry it. */
    private static MediaType oneOf(MediaType declared, MediaType oci, MediaType docker) {
        if (declared.value().isEmpty() || declared.equals(oci)) {
            return oci;
        }
        if (declared.equals(docker)) {
            return docker;
        }
        throw new IllegalArgumentException("media type '" + declared + "'");
    }

    private static String artifactType(JsonNode json) {
        return json.path("artifactType").asText();
    }

    private static Optional<Descriptor> subject(JsonNode json) {
        JsonNode subject = json.path("subject");
        return subject.isObject() ? Optional.of(descriptor(subject)) : Optional.empty();
    }

    private static List<Descriptor> descriptors(JsonNode json, String field) {
        List<Descriptor> all = new ArrayList<>();
        json.path(field).forEach(each -> all.add(descriptor(each)));
        return all;
    }

    private static Descriptor descriptor(JsonNode json) {
        JsonNode platform = json.path("platform");
        return new Descriptor(
                new MediaType(json.path("mediaType").asText()),
                Digest.parse(json.path("digest").asText()),
                json.path("size").asLong(-1),
                platform.isObject() ? platform(platform) : Platform.NONE,
                !json.path("urls").isEmpty());
    }

    /** The platform that an image's config, or the descriptor of an index' child, names. */
    static Platform platform(JsonNode json) {
        return new Platform(
                json.path("os").asText(),
                json.path("architecture").asText(),
                json.path("variant").asText());
    }

    /** The platform in the config of an image; {@link Platform#NONE} if it names none or is no JSON. */
    public static Platform platformOfConfig(byte[] config) {
        try {
            return platform(JSON.readTree(config));
        } catch (IOException e) {
            return Platform.NONE;
        }
    }

    /** When an image was built, from the bytes of its config; empty if these do not say so. */
    public static Optional<Instant> createdOfConfig(byte[] config) {
        try {
            return Optional.of(
                    Instant.parse(JSON.readTree(config).path("created").asText()));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
