// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a database is in when it is no plain dump: what makes one of it is said. */
final class DatabaseDirectory {
    /** Harbor's volume has the database in {@code pg15} or the like, perhaps below {@code database}. */
    private static final int DEPTH = 3;

    private DatabaseDirectory() {}

    static Failure.Source asList(Path directory) {
        if (Files.exists(directory.resolve("toc.dat"))) {
            return archive(directory.toString());
        }
        Search search = new Search();
        try {
            Files.walkFileTree(directory, Set.of(), DEPTH, search);
        } catch (IOException e) {
            return notADump(directory);
        }
        if (!search.versions.isEmpty()) {
            Path version = search.versions.first();
            String major = major(version);
            return new Failure.Source(
                    "'" + version.getParent() + "' is the directory of a PostgreSQL " + major + ", not a dump",
                    "Copy it, start that PostgreSQL over the copy, and dump it:\n"
                            + commands("", version.getParent(), major));
        }
        if (!search.locked.isEmpty()) {
            Path locked = search.locked.first();
            return new Failure.Source(
                    "'" + locked + "' is a directory that this user may not read, as PostgreSQL's are (0700, of its own"
                            + " user): it may be Harbor's database, and is no dump",
                    "If it is, copy it as root, start the PostgreSQL of its version over the copy, and dump it:\n"
                            + "  sudo cat " + quoted(locked.resolve("PG_VERSION"))
                            + "    # the VERSION below, such as 15\n"
                            + commands("sudo ", locked, "VERSION"));
        }
        return notADump(directory);
    }

    private static Failure.Source notADump(Path directory) {
        return new Failure.Source(
                "'" + directory + "' is a directory", "Give a file: a plain pg_dump of Harbor's database, or a table.");
    }

    private static String commands(String as, Path data, String major) {
        return "  " + as + "cp -a " + quoted(data) + " /tmp/pgdata\n"
                + "  docker run -d --name names -v /tmp/pgdata:/var/lib/postgresql/data"
                + " -e POSTGRES_HOST_AUTH_METHOD=trust postgres:" + major + "\n"
                + "  docker exec names pg_dump -U postgres registry > harbor.sql\n"
                + "Then give harbor.sql.";
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

    /** What tells such a directory, and what does not let itself be looked into. */
    private static final class Search extends SimpleFileVisitor<Path> {
        private final SortedSet<Path> versions = new TreeSet<>();
        private final SortedSet<Path> locked = new TreeSet<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // each database below base/ has one, too
            if (file.endsWith("PG_VERSION") && Files.isDirectory(file.resolveSibling("base"))) {
                versions.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (e instanceof AccessDeniedException) {
                locked.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) {
            return FileVisitResult.CONTINUE;
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
