// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a {@code pg_dump}, as much of it as decides. */
final class DumpText {
    static final String A = "sha256:" + "a".repeat(64);
    static final String B = "sha256:" + "b".repeat(64);

    private DumpText() {}

    /** With header and end, as pg_dump writes it. */
    static String of(String... blocks) {
        return "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n\n" + String.join("\n\n", blocks)
                + "\n\n--\n-- PostgreSQL database dump complete\n--\n";
    }

    static String table(String name, String columns, String... rows) {
        return "COPY public." + name + " (" + columns + ") FROM stdin;\n"
                + String.join("", List.of(rows).stream().map(row -> row + "\n").toList()) + "\\.\n";
    }

    static String artifacts(String... rows) {
        return table("artifact", "id, repository_name, digest", rows);
    }

    static String repositories(String... rows) {
        return table("repository", "repository_id, name", rows);
    }

    static String tags(String... rows) {
        return table("tag", "id, repository_id, artifact_id, name, push_time", rows);
    }

    /** One repository {@code p/app} with one tag {@code v1}. */
    static String small() {
        return of(artifacts("7\tp/app\t" + A), repositories("3\tp/app"), tags("1\t3\t7\tv1\t2026-01-02 03:04:05.5"));
    }

    static TagList read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static TagList read(byte[] bytes) {
        return new TagListFile().read(new ByteArrayInputStream(bytes), "dump.sql");
    }

    /** Its tags as {@code repository:tag digest}, sorted. */
    static List<String> lines(TagList list) {
        return list.repositories().stream()
                .flatMap(name -> list.repository(name).stream())
                .flatMap(its -> its.tags().stream().map(tag -> its.name() + ":" + tag.tag() + " " + tag.digest()))
                .sorted()
                .toList();
    }
}
