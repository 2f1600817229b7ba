// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a table of repository, tag and digest: CSV or TSV, or columns between spaces; with a header or without, comments by {@code #}. */
final class TableReader {
    private static final List<String> SEPARATORS = List.of("\t", ",", ";");
    private static final int COLUMNS = 3;

    private final TagListBuilder names;
    private final TableHost host;
    private int repository;
    private int tag = 1;
    private int digest = 2;

    TableReader(TagListBuilder names, TableHost host) {
        this.names = names;
        this.host = host;
    }

    TagList read(Lines lines) {
        boolean isFirst = true;
        try {
            while (lines.next()) {
                List<String> fields = fields(lines.text());
                if (!fields.isEmpty() && !(isFirst && isHeader(fields))) {
                    row("line " + lines.number(), lines.isCut() ? List.of() : fields);
                }
                isFirst &= fields.isEmpty();
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
        List<String> fields = fields(line);
        return fields.size() >= COLUMNS
                && (fields.stream().anyMatch(field -> Digest.tryParse(field).isPresent())
                        || columns(fields).isPresent());
    }

    private void row(String where, List<String> fields) {
        if (fields.size() <= Math.max(repository, Math.max(tag, digest))) {
            names.complaints().skipped(where + " does not have a repository, a tag and a digest");
            return;
        }
        names.tag(where, host.cut(fields.get(repository)), fields.get(tag), fields.get(digest), Instant.EPOCH);
    }

    private boolean isHeader(List<String> fields) {
        Optional<int[]> columns = columns(fields);
        columns.ifPresent(places -> {
            repository = places[0];
            tag = places[1];
            digest = places[2];
        });
        return columns.isPresent();
    }

    private static Optional<int[]> columns(List<String> fields) {
        List<String> titles =
                fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList();
        int[] places = {
            Math.max(titles.indexOf("repository"), titles.indexOf("repository_name")),
            titles.indexOf("tag"),
            titles.indexOf("digest")
        };
        return Arrays.stream(places).allMatch(place -> place >= 0) ? Optional.of(places) : Optional.empty();
    }

    /** Of one line; none if it is blank or a comment. */
    private static List<String> fields(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return List.of();
        }
        String separator =
                SEPARATORS.stream().filter(text::contains).findFirst().orElse("\\s+");
        return Arrays.stream(text.split(separator, -1)).map(TableReader::bare).toList();
    }

    private static String bare(String field) {
        String text = field.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }
}
