// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a header says of the next file in lines {@code LENGTH KEY=VALUE} (POSIX.1-2001, pax, "pax Extended Header"). */
record PaxRecords(Map<String, String> values) {
    private static final String SPARSE = "GNU.sparse.";

    static final PaxRecords NONE = new PaxRecords(Map.of());

    static PaxRecords parse(byte[] bytes) throws IOException {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int blank = indexOf(bytes, ' ', at);
            int length = length(bytes, at, blank);
            int equals = indexOf(bytes, '=', blank);
            int end = at + length;
            if (length <= 0 || end > bytes.length || end <= equals || bytes[end - 1] != '\n') {
                throw new IOException("a pax header has a line that is none");
            }
            String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            values.put(key, new String(bytes, equals + 1, end - equals - 2, StandardCharsets.UTF_8));
            at = end;
        }
        return new PaxRecords(values);
    }

    private static int length(byte[] bytes, int from, int to) throws IOException {
        try {
            return Integer.parseInt(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new IOException("a pax header has a length that is none", e);
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) throws IOException {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IOException("a pax header is cut");
    }

    Optional<String> name() {
        return Optional.ofNullable(values.get("path"));
    }

    Optional<String> target() {
        return Optional.ofNullable(values.get("linkpath"));
    }

    /** Empty if the usual header says it. */
    Optional<Long> size() throws IOException {
        String size = values.get("size");
        try {
            return size == null ? Optional.empty() : Optional.of(Long.parseLong(size));
        } catch (NumberFormatException e) {
            throw new IOException("a pax header has a size that is none", e);
        }
    }

    boolean isSparse() {
        return values.keySet().stream().anyMatch(key -> key.startsWith(SPARSE));
    }
}
