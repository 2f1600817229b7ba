// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the filesystem forbids. Root may read all, so that the scan runs in a process which is not root's. */
class ScanPermissionTest {
    @TempDir
    private Path temp;

    private final List<Path> locked = new ArrayList<>();
    private Path classes;
    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException, URISyntaxException {
        classes = temp.resolve("classes");
        copyClasses(Storage.class);
        copyClasses(ScanProbe.class);
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
    void reportsADirectoryThatMayNotBeReadAndGoesOn() throws IOException, InterruptedException {
        tree.tag("m/app", "1", StorageTree.digestOf("manifest"));
        lock(tree.repository("m"));

        assertThat(scan(tree.v2()))
                .containsExactlyInAnyOrder("a:1", tree.repository("m") + " permission denied", "z:1");
    }

    @Test
    void breaksATagThatMayNotBeRead() throws IOException, InterruptedException {
        lock(tree.currentLink("a", "1"));

        assertThat(scan(tree.v2()))
                .containsExactlyInAnyOrder("a:1 its link cannot be read: permission denied true", "z:1");
    }

    @Test
    void doesNotOpenAStorageThatMayNotBeRead() throws IOException, InterruptedException {
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

    private List<String> scan(Path storage) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classes.toString(),
                ScanProbe.class.getName(),
                storage.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    /** The build may run in a directory that only root can enter. */
    private void copyClasses(Class<?> one) throws IOException, URISyntaxException {
        Path from =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(from.resolve("dev/salvor"))) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path to = classes.resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
