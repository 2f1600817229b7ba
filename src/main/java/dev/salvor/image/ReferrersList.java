// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The index that lists the referrers of one manifest where the registry does not (distribution-spec, "Referrers Tag Schema"). */
public final class ReferrersList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "manifests";

    private final ObjectNode index;

    private ReferrersList(ObjectNode index) {
        this.index = index;
    }

    /** Empty if the bytes are no OCI index. */
    public static Optional<ReferrersList> parse(byte[] bytes) {
        boolean isIndex = ManifestParser.parse(bytes) instanceof Manifest.Index its
                && its.mediaType().equals(MediaType.OCI_INDEX);
        return isIndex && tree(bytes) instanceof ObjectNode index
                ? Optional.of(new ReferrersList(index))
                : Optional.empty();
    }

    /** That lists one referrer, given its bytes, with what the specification wants to be said of it ("Pushing Manifests with Subject"). */
    public static ReferrersList of(byte[] referrer) {
        Manifest manifest = ManifestParser.parse(referrer);
        JsonNode tree = tree(referrer);
        ObjectNode index =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
        ObjectNode entry = index.putArray(ENTRIES)
                .addObject()
                .put("mediaType", manifest.mediaType().value())
                .put("digest", manifest.digest().toString())
                .put("size", manifest.size());
        String own = tree.path("artifactType").asText();
        String type = own.isEmpty() ? tree.path("config").path("mediaType").asText() : own;
        if (!type.isEmpty()) {
            entry.put("artifactType", type);
        }
        if (tree.path("annotations").isObject()) {
            entry.set("annotations", tree.path("annotations"));
        }
        return new ReferrersList(index);
    }

    /** Whether it lists all that the other one does. */
    public boolean containsAll(ReferrersList other) {
        return digests().containsAll(other.digests());
    }

    /** This one as it is, followed by what only the other one lists. */
    public ReferrersList plus(ReferrersList other) {
        ObjectNode united = index.deepCopy();
        Set<String> known = digests();
        other.index.path(ENTRIES).forEach(entry -> {
            if (known.add(digest(entry))) {
                united.withArray(ENTRIES).add(entry);
            }
        });
        return new ReferrersList(united);
    }

    /** To be sent as {@link MediaType#OCI_INDEX}. */
    public byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> digests() {
        Set<String> digests = new HashSet<>();
        index.path(ENTRIES).forEach(entry -> digests.add(digest(entry)));
        return digests;
    }

    private static String digest(JsonNode entry) {
        return entry.path("digest").asText();
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
