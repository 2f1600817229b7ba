// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a database is in when it is no plain dump: what makes one of it is said. */
final class DatabaseDirectory {
    /** Harbor's volume has the database in {@code pg15} or the like, perhaps below {@code database}. */
    private static final int DEPTH = 3;

    private DatabaseDirectory() {}

    static Failure.Source asList(Path directory) {
        if (Files.exists(directory.resolve("toc.dat"))) {
            return archive(directory.toString());
        }
        Optional<Path> version = version(directory);
        if (version.isEmpty()) {
            return new Failure.Source(
                    "'" + directory + "' is a directory",
                    "Give a file: a plain pg_dump of Harbor's database, or a table.");
        }
        Path data = version.get().getParent();
        String major = major(version.get());
        return new Failure.Source(
                "'" + data + "' is the directory of a PostgreSQL " + major + ", not a dump",
                "Copy it, start that PostgreSQL over the copy, and dump it:\n" + "  cp -a " + quoted(data)
                        + " /tmp/pgdata\n"
                        + "  docker run -d --name names -v /tmp/pgdata:/var/lib/postgresql/data"
                        + " -e POSTGRES_HOST_AUTH_METHOD=trust postgres:" + major + "\n"
                        + "  docker exec names pg_dump -U postgres registry > harbor.sql\n"
                        + "Then give harbor.sql.");
    }

    static Failure.Source archive(String name) {
        return new Failure.Source(
                "'" + name + "' is a pg_dump in an archive format, which only pg_restore reads",
                "pg_restore -f - '" + name + "' makes it readable: write that to a file, or pipe it to stdin.");
    }

    /** As a shell reads it. */
    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    private static Optional<Path> version(Path directory) {
        try (Stream<Path> files =
                Files.find(directory, DEPTH, (file, _) -> file.getFileName() != null && file.endsWith("PG_VERSION"))) {
            // each database below base/ has one, too
            return files.filter(file -> Files.isDirectory(file.resolveSibling("base")))
                    .sorted()
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String major(Path version) {
        try {
            String text = Files.readString(version).strip();
            return text.matches("[0-9.]{1,5}") ? text : "server";
        } catch (IOException e) {
            return "server";
        }
    }
}
