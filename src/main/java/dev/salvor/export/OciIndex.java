// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The index.json of a layout: what it holds. Entries of other tools stay as they are. */
final class OciIndex {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OciNames names;
    private final Map<String, OciEntry> entries = new TreeMap<>();
    private boolean changed;

    private OciIndex(OciNames names) {
        this.names = names;
    }

    /** @throws Failure.Source if there is one that cannot be understood */
    static OciIndex read(OciNames names) {
        OciIndex index = new OciIndex(names);
        if (!Files.exists(names.index())) {
            return index;
        }
        try {
            JsonNode manifests =
                    JSON.readTree(Files.readAllBytes(names.index())).path("manifests");
            manifests.forEach(each -> {
                OciEntry entry = OciEntry.of(each);
                index.entries.put(entry.key(), entry);
            });
            return index;
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot read " + names.index() + ": " + IoReason.of(e), "Export to another directory.", e);
        }
    }

    synchronized Optional<Digest> digest(String key) {
        return Optional.ofNullable(entries.get(key))
                .flatMap(entry ->
                        Digest.tryParse(entry.descriptor().path("digest").asText()));
    }

    synchronized void put(OciEntry entry) {
        entries.put(entry.key(), entry);
        changed = true;
    }

    /** Whole or not at all; nothing if it has not changed. */
    synchronized void write(Staging staging) throws IOException {
        if (changed) {
            FileTree.replace(names.index(), bytes(entries.values()), staging.next());
            changed = false;
        }
    }

    static byte[] bytes(Collection<OciEntry> entries) {
        ObjectNode index =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX.value());
        ArrayNode manifests = index.putArray("manifests");
        entries.forEach(entry -> manifests.add(entry.descriptor()));
        return index.toString().getBytes(StandardCharsets.UTF_8);
    }
}
