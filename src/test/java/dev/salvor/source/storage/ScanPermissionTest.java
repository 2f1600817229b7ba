// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

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

/** What the filesystem forbids. Root may read all, so that the scan runs in a process which is not root's. */
class ScanPermissionTest {
    @TempDir
    private Path temp;

    private final List<Path> locked = new ArrayList<>();
    private Unprivileged unprivileged;
    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        unprivileged = new Unprivileged(temp, Storage.class, ScanProbe.class);
        tree = StorageTree.in(temp.toRealPath().resolve("volume"));
        tree.tag("a", "1", StorageTree.digestOf("manifest"));
        tree.tag("z", "1", StorageTree.digestOf("manifest"));
    }

    @AfterEach
    void unlock() throws IOException {
        for (Path path : locked) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void reportsADirectoryThatMayNotBeReadAndGoesOn() throws IOException {
        tree.tag("m/app", "1", StorageTree.digestOf("manifest"));
        lock(tree.repository("m"));

        assertThat(scan(tree.v2()))
                .containsExactlyInAnyOrder("a:1", tree.repository("m") + " permission denied", "z:1");
    }

    @Test
    void breaksATagThatMayNotBeRead() throws IOException {
        lock(tree.currentLink("a", "1"));

        assertThat(scan(tree.v2()))
                .containsExactlyInAnyOrder("a:1 its link cannot be read: permission denied true", "z:1");
    }

    @Test
    void doesNotOpenAStorageThatMayNotBeRead() throws IOException {
        Path volume = temp.toRealPath().resolve("volume");
        lock(volume.resolve("docker"));

        assertThat(scan(volume))
                .singleElement()
                .asString()
                .startsWith("'" + volume + "' cannot be read: permission denied at '" + volume.resolve("docker"));
    }

    private void lock(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        locked.add(path);
    }

    private List<String> scan(Path storage) {
        return unprivileged.run(ScanProbe.class, storage.toString());
    }
}
