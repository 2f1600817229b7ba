// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads what {@code kubectl get … -o json} and {@code crictl images -o json} print, one object after another: a large cluster's is tens of
 * megabytes. Lists, single objects and several documents in a row are read alike.
 */
public final class JsonLists {
    /** No name of an image is longer by far; what is skipped may be of any length. */
    private static final int LONGEST = 1 << 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxNameLength(LONGEST)
                    .build())
            .build();

    private final Consumer<RunningImage> each;
    private long pods;
    private long nodeImages;

    public JsonLists(Consumer<RunningImage> each) {
        this.each = each;
    }

    /** @throws IOException if it cannot be read to its end: what was whole before was passed on */
    public void read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            while (json.nextToken() != null) {
                objects(json);
            }
        }
    }

    /** What it was, in words; empty if it was nothing that has images. */
    public String kind() {
        if (pods > 0) {
            return "pods of a cluster";
        }
        return nodeImages > 0 ? "images of a node" : "";
    }

    private void objects(JsonParser json) throws IOException {
        if (json.isExpectedStartArrayToken()) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                objects(json);
            }
        } else if (json.isExpectedStartObjectToken()) {
            object(json);
        }
    }

    private void object(JsonParser json) throws IOException {
        Pod pod = new Pod();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "items" -> objects(json);
                case "images" -> nodeImages(json);
                case "spec" -> pod.spec(json);
                case "status" -> pod.status(json);
                default -> json.skipChildren();
            }
        }
        pods += pod.isOne() ? 1 : 0;
        pod.images(each);
    }

    private void nodeImages(JsonParser json) throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            NodeImage image = NodeImage.read(json);
            nodeImages += image.isOne() ? 1 : 0;
            image.images(each);
        }
    }
}
