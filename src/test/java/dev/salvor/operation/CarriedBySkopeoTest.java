// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's skopeo wrote arrives as it left, by digest. */
class CarriedBySkopeoTest {
    @TempDir
    Path storage;

    @TempDir
    Path carried;

    @TempDir
    Path target;

    private final Map<String, String> digests = new TreeMap<>();
    private RegistryProcess registry;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            byte[] base = TestContent.layer(1, 3000);
            add(images.image("devops/bmcx", "1.1.0", List.of(base, TestContent.layer(2, 3000))));
            add(images.ociImage("devops/bmcx", "1.2.0", List.of(base, TestContent.layer(3, 3000))));
            Pushed amd = images.image("team/sub/multi", null, List.of(base));
            Pushed arm = images.draft("team/sub/multi")
                    .docker()
                    .architecture("arm64")
                    .layers(List.of(TestContent.layer(4, 3000)))
                    .push(null);
            add(images.list("team/sub/multi", "list", amd, arm));
            Pushed oci = images.ociImage("team/sub/multi", null, List.of(base));
            add(images.index("team/sub/multi", "index", oci));
        });
        registry = RegistryProcess.over(storage).start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void add(Pushed image) {
        digests.put(image.name(), image.digest());
    }

    @Test
    void aTreeOfScopedDirectories() {
        for (String repository : List.of("devops/bmcx", "team/sub/multi")) {
            Skopeo.run(
                    "sync",
                    "--all",
                    "--scoped",
                    "--src-tls-verify=false",
                    "--src=docker",
                    "--dest=dir",
                    registry.host() + "/" + repository,
                    carried.toString());
        }

        assertThat(synced(carried)).isEqualTo(digests);
    }

    @Test
    void aDirectoryForEachImage() throws IOException {
        for (String name : digests.keySet()) {
            Path directory = carried.resolve(name);
            Files.createDirectories(directory.getParent());
            copy(name, "dir:" + directory);
        }

        assertThat(synced(carried)).isEqualTo(digests);
    }

    /** It converts Docker's manifests to OCI's: only those of OCI keep their digests. */
    @Test
    void oneOciLayoutOfAllImages() {
        digests.keySet().forEach(name -> copy(name, "oci:" + carried + ":" + name));

        Map<String, String> arrived = synced(carried);

        assertThat(arrived).containsOnlyKeys(digests.keySet());
        for (String kept : List.of("devops/bmcx:1.2.0", "team/sub/multi:index")) {
            assertThat(arrived).containsEntry(kept, digests.get(kept));
        }
    }

    @Test
    void anArchiveOfAnOciLayout() {
        String name = "devops/bmcx:1.2.0";
        Path archive = carried.resolve("any.tar");
        copy(name, "oci-archive:" + archive + ":" + name);

        assertThat(synced(archive, name)).containsExactly(Map.entry(name, digests.get(name)));
    }

    /** It unpacks the layers and drops the manifest: what is made of that is the same each time, and can be pulled. */
    @Test
    void anArchiveAsDockerSavedIt() {
        String name = "devops/bmcx:1.1.0";
        Path archive = carried.resolve("any.tar");
        copy(name, "docker-archive:" + archive + ":" + name);

        Map<String, String> once = synced(archive, name);

        assertThat(synced(archive, name)).isEqualTo(once).doesNotContainValue(digests.get(name));
    }

    private void copy(String name, String destination) {
        Skopeo.run("copy", "--all", "--src-tls-verify=false", "docker://" + registry.host() + "/" + name, destination);
    }

    private Map<String, String> synced(Path source) {
        return synced(source, digests.keySet().toArray(String[]::new));
    }

    /** The digests that the target serves then. */
    private Map<String, String> synced(Path source, String... names) {
        Map<String, String> arrived = new TreeMap<>();
        try (RegistryProcess other = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(source, other.host()).push();
            assertThat(result.isComplete()).isTrue();
            for (String name : names) {
                arrived.put(
                        name,
                        Skopeo.run("inspect", "--tls-verify=false", "--raw", "docker://" + other.host() + "/" + name));
            }
        }
        arrived.replaceAll(
                (_, raw) -> Digest.of(raw.getBytes(StandardCharsets.UTF_8)).toString());
        return arrived;
    }
}
