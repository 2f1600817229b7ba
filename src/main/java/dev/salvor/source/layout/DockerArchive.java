// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.MediaType;
import dev.salvor.source.disk.ManifestFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker save} wrote before it knew OCI layouts, and {@code skopeo copy docker-archive:} writes (protocol.md §6.4). It has no
 * manifest that a registry had: one is made, of the config as it is and the layers as they are, and always the same.
 */
final class DockerArchive {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIST = "manifest.json";
    /** What {@code docker} sends where it compresses nothing (distribution, {@code manifest/schema2/manifest.go}). */
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";

    private final Tree tree;
    private final Path directory;
    private final List<Found> images = new ArrayList<>();
    private final Map<Digest, byte[]> manifests = new HashMap<>();
    private final Map<Digest, Path> files = new HashMap<>();

    private DockerArchive(Tree tree, Path directory) {
        this.tree = tree;
        this.directory = directory;
    }

    /**
     * Reads the list of images.
     *
     * @param name of what has none
     * @return empty if it is something else
     */
    static Optional<DockerArchive> read(Tree tree, Path directory, String name) throws IOException {
        byte[] list = tree.read(directory.resolve(LIST), ManifestFile.MAX_BYTES);
        if (list.length == 0 || list[0] != '[') {
            return Optional.empty();
        }
        JsonNode entries = json(list);
        if (!entries.path(0).has("Config")) {
            return Optional.empty();
        }
        DockerArchive archive = new DockerArchive(tree, directory);
        entries.forEach(entry -> archive.add(entry, entries.size() == 1, name));
        return Optional.of(archive);
    }

    /** The file that says which images there are. */
    Path list() {
        return directory.resolve(LIST);
    }

    List<Found> images() {
        return images;
    }

    /** The bytes of those that were made. */
    Map<Digest, byte[]> manifests() {
        return manifests;
    }

    /** Where configs and layers are, or should be. */
    Map<Digest, Path> files() {
        return files;
    }

    private void add(JsonNode entry, boolean alone, String name) {
        List<String> names = new ArrayList<>();
        entry.path("RepoTags").forEach(tag -> names.add(tag.asText()));
        Found.State state = state(entry);
        if (names.isEmpty()) {
            names.add(alone ? name : name + nameless(state));
        }
        names.forEach(each -> images.add(new Found(each, tree.shown(list()), state)));
    }

    private String nameless(Found.State state) {
        return state instanceof Found.State.Good(Digest digest, Instant _) ? "@" + digest : ":" + images.size();
    }

    private Found.State state(JsonNode entry) {
        String named = entry.path("Config").asText();
        try {
            Path file = inside(named);
            byte[] config = tree.read(file, ManifestFile.MAX_BYTES + 1);
            if (config.length > ManifestFile.MAX_BYTES) {
                return new Found.State.Broken(true, "its config '" + named + "' has more than 16 MiB");
            }
            JsonNode layers = json(config).path("rootfs").path("diff_ids");
            if (layers.size() != entry.path("Layers").size()) {
                return new Found.State.Broken(
                        false,
                        "its config has " + layers.size() + " layers, and '" + LIST + "' "
                                + entry.path("Layers").size());
            }
            files.put(Digest.of(config), file);
            byte[] manifest = manifest(config, layers, entry.path("Layers"));
            manifests.put(Digest.of(manifest), manifest);
            Instant written = tree.modified(file);
            // programs that want the same bytes each time leave the times out
            Instant time = written.equals(Instant.EPOCH)
                    ? ManifestParser.createdOfConfig(config).orElse(written)
                    : written;
            return new Found.State.Good(Digest.of(manifest), time);
        } catch (IOException e) {
            return new Found.State.Broken(false, "its config '" + named + "' cannot be used: " + IoReason.of(e));
        }
    }

    private byte[] manifest(byte[] config, JsonNode diffIds, JsonNode layers) throws IOException {
        ObjectNode manifest =
                JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaType.DOCKER_IMAGE.value());
        describe(manifest.putObject("config"), CONFIG, config.length, Digest.of(config));
        ArrayNode described = manifest.putArray("layers");
        for (int i = 0; i < layers.size(); i++) {
            Digest digest = Digest.tryParse(diffIds.get(i).asText())
                    .orElseThrow(() -> new IOException("it names a layer that has no digest"));
            Path file = inside(layers.get(i).asText());
            files.put(digest, file);
            describe(described.addObject(), LAYER, size(file), digest);
        }
        return JSON.writeValueAsBytes(manifest);
    }

    private long size(Path file) {
        try {
            return tree.file(file).size();
        } catch (IOException e) {
            // told as soon as somebody looks for the layer
            return 0;
        }
    }

    private static void describe(ObjectNode descriptor, String type, long size, Digest digest) {
        descriptor.put("mediaType", type).put("size", size).put("digest", digest.toString());
    }

    private Path inside(String name) throws IOException {
        try {
            Path path = directory.resolve(name).normalize();
            if (!path.startsWith(directory) && !directory.toString().isEmpty() || path.startsWith("..")) {
                throw new IOException("'" + name + "' leads out of it");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is no name of a file", e);
        }
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON, or is cut", e);
        }
    }
}
