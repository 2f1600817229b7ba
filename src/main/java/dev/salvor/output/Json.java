// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON for programs, built as a tree: every field name is written where it is decided. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** For a result: indented, ended by a line break. */
    public static String pretty(ObjectNode node) {
        return printable(node.toPrettyString()) + "\n";
    }

    /** For a line of a report. */
    public static String line(ObjectNode node) {
        try {
            return printable(MAPPER.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    /** Jackson escapes what JSON forbids (RFC 8259, section 7), not what steers terminals besides; that stands in strings only. */
    private static String printable(String json) {
        if (json.codePoints().noneMatch(Json::isDangerous)) {
            return json;
        }
        StringBuilder safe = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (isDangerous(c)) {
                // JSON escapes are of UTF-16 units
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean isDangerous(int codePoint) {
        return codePoint != '\n' && Printable.isDangerous(codePoint);
    }
}
