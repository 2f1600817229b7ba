// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code index.json} of an OCI layout (image-spec, image-layout.md), line by line: it may have very many. */
final class LayoutIndex {
    /** Of a hundred thousand images it has some 40 MB. */
    static final long MOST_BYTES = 128L << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private LayoutIndex() {}

    /** @throws IOException if it cannot be read, or is no index */
    static List<IndexEntry> read(InputStream in) throws IOException {
        List<IndexEntry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            boolean hasManifests = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isManifests = json.currentName().equals("manifests");
                if (json.nextToken() == JsonToken.START_ARRAY && isManifests) {
                    hasManifests = true;
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        entry(json).ifPresent(entries::add);
                    }
                    require(json, JsonToken.END_ARRAY);
                } else {
                    json.skipChildren();
                }
            }
            require(json, JsonToken.END_OBJECT);
            if (!hasManifests) {
                throw new IOException("it has no list 'manifests'");
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON, or is cut", e);
        }
    }

    private static void require(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("it is no image index");
        }
    }

    /** Empty if it has no digest that is known. */
    private static Optional<IndexEntry> entry(JsonParser json) throws IOException {
        Optional<Digest> digest = Optional.empty();
        String refName = "";
        String imageName = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("digest") && value == JsonToken.VALUE_STRING) {
                digest = Digest.tryParse(json.getText());
            } else if (field.equals("annotations") && value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String key = json.currentName();
                    boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
                    if (isText && key.equals(OciImageLayout.REF_NAME)) {
                        refName = json.getText();
                    } else if (isText && key.equals(OciImageLayout.IMAGE_NAME)) {
                        imageName = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
            } else {
                json.skipChildren();
            }
        }
        String ref = refName;
        String image = imageName;
        return digest.map(known -> new IndexEntry(known, ref, image));
    }
}
