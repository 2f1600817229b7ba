// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the texts of one JSON value, and skips what is none. */
final class Texts {
    private Texts() {}

    /** Of an object, the fields that are wanted, empty where it has none; the parser ends at its last token. */
    static Map<String, String> of(JsonParser json, Set<String> wanted) throws IOException {
        Map<String, String> texts = new HashMap<>();
        wanted.forEach(field -> texts.put(field, ""));
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return texts;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && wanted.contains(field)) {
                texts.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return texts;
    }

    /** Of an array; none if it is something else. */
    static List<String> list(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        if (!json.isExpectedStartArrayToken()) {
            json.skipChildren();
            return texts;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            } else {
                json.skipChildren();
            }
        }
        return texts;
    }
}
