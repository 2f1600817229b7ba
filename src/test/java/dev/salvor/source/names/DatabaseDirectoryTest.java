// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Unprivileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory is, that is given in place of a list, to somebody who is not root. */
class DatabaseDirectoryTest {
    @TempDir
    Path temp;

    private final List<Path> locked = new ArrayList<>();
    private Unprivileged somebody;

    @BeforeEach
    void copyClasses() {
        somebody = new Unprivileged(temp, DatabaseDirectory.class, DirectoryProbe.class);
    }

    @AfterEach
    void unlock() throws IOException {
        for (Path path : locked) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path database(String name) throws IOException {
        Path data = temp.toRealPath().resolve(name);
        Files.createDirectories(data.resolve("base"));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        return data;
    }

    private void lock(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        locked.add(path);
    }

    private List<String> said(Path given) {
        return somebody.run(DirectoryProbe.class, given.toString());
    }

    @Test
    void onlyPostgresMayLookIntoItsOwnAndSoItIsSaidWhatItMayBe() throws IOException {
        Path data = database("volume/pg15");
        lock(data);
        for (Path given : List.of(data, data.getParent())) {
            assertThat(said(given))
                    .first()
                    .asString()
                    .startsWith("'" + data + "' is a directory that this user may not read, as PostgreSQL's are");
            assertThat(said(given))
                    .contains("  sudo cp -a '" + data + "' /tmp/pgdata")
                    .anyMatch(line -> line.startsWith("  sudo cat '" + data.resolve("PG_VERSION") + "'"));
        }
    }

    @Test
    void oneThatCanBeReadIsFoundBesideOneThatCannot() throws IOException {
        lock(database("volume/a"));
        Path data = database("volume/b");
        assertThat(said(data.getParent()))
                .first()
                .isEqualTo("'" + data + "' is the directory of a PostgreSQL 15, not a dump");
    }

    @Test
    void anyOtherDirectoryIsJustOne() throws IOException {
        Path other = Files.createDirectories(temp.toRealPath().resolve("other/more"));
        assertThat(said(other.getParent())).first().isEqualTo("'" + other.getParent() + "' is a directory");
    }
}
