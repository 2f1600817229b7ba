// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The index that lists the referrers of one manifest where the registry does not (distribution-spec, "Referrers Tag Schema"). */
public final class ReferrersList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "manifests";

    private final ObjectNode index;
    private final byte[] bytes;
    private final Map<Digest, JsonNode> entries = new LinkedHashMap<>();

    private ReferrersList(ObjectNode index, byte[] bytes) {
        this.index = index;
        this.bytes = bytes;
        index.path(ENTRIES)
                .forEach(entry ->
                        entries.putIfAbsent(Digest.parse(entry.path("digest").asText()), entry));
    }

    /** Empty if the bytes are no OCI index. */
    public static Optional<ReferrersList> parse(byte[] bytes) {
        boolean isIndex = ManifestParser.parse(bytes) instanceof Manifest.Index its
                && its.mediaType().equals(MediaType.OCI_INDEX);
        return isIndex && tree(bytes) instanceof ObjectNode index
                ? Optional.of(new ReferrersList(index, bytes))
                : Optional.empty();
    }

    /** That lists one referrer, given its bytes, with what the specification wants to be said of it ("Pushing Manifests with Subject"). */
    public static ReferrersList of(byte[] referrer) {
        return of(Stream.of(referrer), _ -> true);
    }

    /** The same of several, those whose type is wanted; of what names no type, the empty one. */
    public static ReferrersList of(Stream<byte[]> referrers, Predicate<String> types) {
        ObjectNode index =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
        ArrayNode all = index.putArray(ENTRIES);
        referrers
                .map(ReferrersList::entry)
                .filter(entry -> types.test(entry.path("artifactType").asText()))
                .forEach(all::add);
        return written(index);
    }

    private static ObjectNode entry(byte[] referrer) {
        Manifest manifest = ManifestParser.parse(referrer);
        JsonNode tree = tree(referrer);
        ObjectNode entry = JSON.createObjectNode()
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
        return entry;
    }

    /** What it lists. */
    public Set<Digest> digests() {
        return Set.copyOf(entries.keySet());
    }

    /** Whether it lists all that the other one does. */
    public boolean containsAll(ReferrersList other) {
        return entries.keySet().containsAll(other.entries.keySet());
    }

    /** This one as it is, followed by what only the other one lists; the other one as it is, if that says all that this one does. */
    public ReferrersList plus(ReferrersList other) {
        if (other.says(this)) {
            return other;
        }
        ObjectNode united = index.deepCopy();
        other.entries.forEach((digest, entry) -> {
            if (!entries.containsKey(digest)) {
                united.withArray(ENTRIES).add(entry);
            }
        });
        return written(united);
    }

    /** Whether it has each entry of the other one as it is there, and whatever else stands there. */
    private boolean says(ReferrersList other) {
        Set<String> fields = new HashSet<>();
        other.index.fieldNames().forEachRemaining(fields::add);
        fields.remove(ENTRIES);
        return fields.stream().allMatch(field -> other.index.path(field).equals(index.path(field)))
                && other.entries.entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(entries.get(entry.getKey())));
    }

    /** To be sent as {@link MediaType#OCI_INDEX}. */
    public byte[] bytes() {
        return bytes.clone();
    }

    private static ReferrersList written(ObjectNode index) {
        try {
            return new ReferrersList(index, JSON.writeValueAsBytes(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
