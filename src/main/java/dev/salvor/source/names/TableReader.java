// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a table of repository, tag and digest, perhaps with {@code push_time}: CSV or TSV, or columns between spaces; with a header or without,
 * comments by {@code #}. A line at a time, so that one which is broken costs no other.
 */
final class TableReader {
    private static final int COLUMNS = 3;
    private static final int PUSH_TIME = 3;
    /** How databases print that there is none. */
    private static final List<String> NOTHING = List.of("", "\\N", "NULL", "null");

    private final TagListBuilder names;
    private final TableHost host;
    /** Where they stand in a row: repository, tag, digest, time of the push. */
    private int[] places = {0, 1, 2, -1};

    TableReader(TagListBuilder names, TableHost host) {
        this.names = names;
        this.host = host;
    }

    TagList read(Lines lines) {
        boolean isFirst = true;
        try {
            while (lines.next()) {
                TableRow row = lines.isCut()
                        ? TableRow.broken("it is longer than " + Lines.LONGEST + " bytes")
                        : TableRow.of(lines.text());
                Optional<int[]> header = isFirst ? columns(row.fields()) : Optional.empty();
                header.ifPresent(its -> places = its);
                if (!row.isBlank() && header.isEmpty()) {
                    take("line " + lines.number(), row);
                }
                isFirst &= row.isBlank();
            }
        } catch (IOException e) {
            names.complaints()
                    .unreadable("cannot be read beyond line " + lines.number() + ": " + Message.of(e)
                            + "; tags may be missing");
        }
        return names.build("a table of repository, tag and digest" + host.told(), false);
    }

    /** Whether a line could be one of such a table. */
    static boolean looksLike(String line) {
        List<String> fields = TableRow.of(line).fields();
        return fields.size() >= COLUMNS
                && (fields.stream().anyMatch(field -> Digest.tryParse(field).isPresent())
                        || columns(fields).isPresent());
    }

    private void take(String where, TableRow row) {
        List<String> fields = row.fields();
        if (!row.fault().isEmpty()) {
            names.complaints().skipped(where + " cannot be read: " + row.fault());
        } else if (fields.size() <= Arrays.stream(places).limit(COLUMNS).max().orElse(0)) {
            names.complaints().skipped(where + " does not have a repository, a tag and a digest");
        } else {
            names.tag(
                    where,
                    host.cut(fields.get(places[0])),
                    fields.get(places[1]),
                    fields.get(places[2]),
                    pushed(where, fields));
        }
    }

    private Instant pushed(String where, List<String> fields) {
        int place = places[PUSH_TIME];
        if (place < 0 || place >= fields.size() || NOTHING.contains(fields.get(place))) {
            return Instant.EPOCH;
        }
        return PushTime.tryParse(fields.get(place)).orElseGet(() -> {
            names.complaints().repaired(where + ": '" + fields.get(place) + "' is no time, so it counts for none");
            return Instant.EPOCH;
        });
    }

    /** Empty if it is no header. */
    private static Optional<int[]> columns(List<String> fields) {
        List<String> titles =
                fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList();
        int[] found = {
            Math.max(titles.indexOf("repository"), titles.indexOf("repository_name")),
            titles.indexOf("tag"),
            titles.indexOf("digest"),
            titles.indexOf("push_time")
        };
        return Arrays.stream(found).limit(COLUMNS).allMatch(place -> place >= 0)
                ? Optional.of(found)
                : Optional.empty();
    }
}
