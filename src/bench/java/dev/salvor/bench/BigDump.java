// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;

/** A plain pg_dump of the database of a very large Harbor 2.15 (protocol.md §1.11), as far as tags are concerned. */
record BigDump(int repositories, int tags) {
    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"author\":\"\",\"config\":{\"Cmd\":[\"/bin/sh\",\"-c\",\"exec /srv/app\"],"
                    + "\"Env\":[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"],\"Labels\":{\"team\":\"a\\\\tb\"}},"
                    + "\"created\":\"2024-01-01T00:00:00Z\",\"os\":\"linux\"}";

    /** @return how many bytes it has */
    long write(Path file) {
        Random random = new Random(16);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("--\n-- PostgreSQL database dump\n--\n\n");
            table(
                    out,
                    "artifact (id, project_id, repository_name, digest, type, pull_time, push_time, repository_id, media_type,"
                            + " manifest_media_type, size, extra_attrs, annotations, icon, artifact_type)",
                    tags,
                    row -> row + "\t1\t" + name(row) + "\t" + digest(random) + "\tIMAGE\t\\N\t" + time(row) + "\t"
                            + repository(row)
                            + "\tapplication/vnd.oci.image.config.v1+json\tapplication/vnd.oci.image.manifest.v1+json\t259998\t"
                            + CONFIG + "\t\\N\t\tapplication/vnd.oci.image.config.v1+json");
            table(
                    out,
                    "repository (repository_id, name, project_id, description, pull_count, star_count, creation_time, update_time)",
                    repositories,
                    row -> row + "\t" + name(row) + "\t1\t\t0\t0\t" + time(row) + "\t" + time(row));
            table(
                    out,
                    "tag (id, repository_id, artifact_id, name, push_time, pull_time)",
                    tags,
                    row -> row + "\t" + repository(row) + "\t" + row + "\tv1.0." + row + "-SNAPSHOT\t" + time(row)
                            + "\t\\N");
            out.write("--\n-- PostgreSQL database dump complete\n--\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toFile().length();
    }

    private static void table(BufferedWriter out, String columns, int rows, IntFunction<String> row)
            throws IOException {
        out.write("COPY public." + columns + " FROM stdin;\n");
        for (int i = 0; i < rows; i++) {
            out.write(row.apply(i));
            out.write('\n');
        }
        out.write("\\.\n\n\n");
    }

    private int repository(int row) {
        return row % repositories;
    }

    private String name(int row) {
        return "project%03d/team/application-%05d".formatted(repository(row) % 100, repository(row));
    }

    private static String digest(Random random) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    private static String time(int row) {
        return "2026-%02d-%02d 10:%02d:15.%06d".formatted(1 + row % 12, 1 + row % 28, row % 60, 1 + row % 999_998);
    }
}
