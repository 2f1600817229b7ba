// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.lab.TestImages.Blob;
import dev.salvor.lab.TestImages.Pushed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image that is being described; {@link TestImages#draft} begins one, {@link #push} sends it. */
public final class ImageDraft {
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String DOCKER_FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private static final String OCI_FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

    private final TestImages images;
    private final String repository;
    private final List<Layer> layers = new ArrayList<>();
    private boolean docker;
    private String architecture = "amd64";
    private String artifactType = "";
    private Optional<Pushed> subject = Optional.empty();
    private Optional<Layer> config = Optional.empty();

    /** @param url where a layer is that the registry does not have; empty for one that is sent */
    private record Layer(String mediaType, byte[] bytes, String url) {}

    ImageDraft(TestImages images, String repository) {
        this.images = images;
        this.repository = repository;
    }

    /** Docker schema 2. */
    public ImageDraft docker() {
        docker = true;
        return this;
    }

    public ImageDraft architecture(String name) {
        architecture = name;
        return this;
    }

    /** Layers of the usual type. */
    public ImageDraft layers(List<byte[]> more) {
        more.forEach(bytes -> layers.add(new Layer("", bytes, "")));
        return this;
    }

    public ImageDraft layer(String mediaType, byte[] bytes) {
        layers.add(new Layer(mediaType, bytes, ""));
        return this;
    }

    /** A layer that must not be distributed: described, with this URL, and not sent. */
    public ImageDraft foreignLayer(byte[] bytes, String url) {
        layers.add(new Layer("", bytes, url));
        return this;
    }

    /** Not an image: the config is empty, unless {@link #config} sets one. */
    public ImageDraft artifactType(String type) {
        artifactType = type;
        return this;
    }

    public ImageDraft config(String mediaType, byte[] bytes) {
        config = Optional.of(new Layer(mediaType, bytes, ""));
        return this;
    }

    public ImageDraft subject(Pushed about) {
        subject = Optional.of(about);
        return this;
    }

    /**
     * Sends config, layers and manifest.
     *
     * @param reference a tag; null for none
     */
    public Pushed push(String reference) {
        String type = (docker ? MediaType.DOCKER_IMAGE : MediaType.OCI_IMAGE).value();
        ObjectNode document = TestImages.document(type);
        if (!artifactType.isEmpty()) {
            document.put("artifactType", artifactType);
        }
        document.set("config", sent(config.orElseGet(this::usualConfig)));
        ArrayNode described = document.putArray("layers");
        layers.forEach(layer -> described.add(layer.url().isEmpty() ? sent(typed(layer)) : foreign(layer)));
        subject.ifPresent(about -> document.set("subject", TestImages.descriptor(about)));
        String platform = artifactType.isEmpty() ? architecture : "";
        return images.manifest(repository, reference, type, platform, document);
    }

    private ObjectNode sent(Layer layer) {
        Blob blob = images.blob(repository, layer.bytes());
        return TestImages.descriptor(layer.mediaType(), blob.digest(), blob.size());
    }

    private Layer typed(Layer layer) {
        String usual = docker
                ? "application/vnd.docker.image.rootfs.diff.tar.gzip"
                : "application/vnd.oci.image.layer.v1.tar+gzip";
        return layer.mediaType().isEmpty() ? new Layer(usual, layer.bytes(), "") : layer;
    }

    private ObjectNode foreign(Layer layer) {
        String digest = Digest.of(layer.bytes()).toString();
        ObjectNode descriptor =
                TestImages.descriptor(docker ? DOCKER_FOREIGN : OCI_FOREIGN, digest, layer.bytes().length);
        descriptor.putArray("urls").add(layer.url());
        return descriptor;
    }

    private Layer usualConfig() {
        if (!artifactType.isEmpty()) {
            return new Layer(EMPTY, "{}".getBytes(StandardCharsets.UTF_8), "");
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("architecture", architecture).put("os", "linux").put("created", "2024-01-01T00:00:00Z");
        document.putObject("config");
        ObjectNode rootfs = document.putObject("rootfs").put("type", "layers");
        ArrayNode diffIds = rootfs.putArray("diff_ids");
        layers.forEach(layer ->
                diffIds.add(Digest.of(TestContent.uncompressed(layer.bytes())).toString()));
        String type =
                docker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json";
        return new Layer(type, TestImages.bytes(document), "");
    }
}
