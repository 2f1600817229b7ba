// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** The look that Harbor's core takes at a manifest before it passes it on: distribution's UnmarshalManifest. */
final class Unmarshalling {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** With these the document must say its type itself; with OCI's it may be silent (12 "docker schema2 without mediaType"). */
    private static final Set<String> DOCKER = Set.of(MediaType.DOCKER_IMAGE.value(), MediaType.DOCKER_LIST.value());

    private static final Set<String> OCI = Set.of(MediaType.OCI_IMAGE.value(), MediaType.OCI_INDEX.value());

    private Unmarshalling() {}

    /**
     * The document, an object.
     *
     * @param contentType without parameters
     * @throws HttpRefusal 400 MANIFEST_INVALID
     */
    static JsonNode unmarshal(String contentType, byte[] body) {
        if (!DOCKER.contains(contentType) && !OCI.contains(contentType)) {
            // Taken for schema 1 (12 "no Content-Type", "Content-Type application/json").
            throw invalid(
                    contentType.endsWith("+prettyjws")
                            ? "base64 decode error: illegal base64url string"
                            : "missing signature key");
        }
        JsonNode document = parse(body);
        String said = document.path("mediaType").asText();
        if (!said.equals(contentType) && !(said.isEmpty() && OCI.contains(contentType))) {
            throw invalid("mediaType in manifest should be '" + contentType + "' not '" + said + "'");
        }
        return document;
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode document = JSON.readTree(body);
            if (document.isMissingNode()) {
                throw invalid("unexpected end of JSON input");
            }
            if (document.isArray()) {
                throw invalid("json: cannot unmarshal array into Go value of type ocischema.unknownDocument");
            }
            return document;
        } catch (JsonEOFException e) {
            throw invalid("unexpected end of JSON input");
        } catch (JsonProcessingException e) {
            throw invalid("invalid character '" + (char) body[0] + "' looking for beginning of value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRefusal invalid(String reason) {
        return new HttpRefusal(400, "MANIFEST_INVALID", "unmarshal manifest failed: " + reason);
    }
}
