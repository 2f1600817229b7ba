// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Buildah;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What buildah writes from its own store, in each of its kinds of files, is read and pushed as it is. */
class CarriedByBuildahTest {
    @TempDir
    Path storage;

    @TempDir
    Path work;

    @TempDir
    Path target;

    @ParameterizedTest
    @CsvSource({
        "dir:, carried/devops/bmcx:1.1.0, carried",
        "oci:, carried/devops/bmcx:1.1.0, carried",
        "oci-archive:, carried.tar:devops/bmcx:1.1.0, carried.tar"
    })
    void itsManifestsArriveByTheirDigests(String transport, String place, String source) throws IOException {
        Path digest = work.resolve("digest");
        push("--digestfile", digest.toString(), image(), transport + work.resolve(place));
        assertThat(synced(source))
                .containsEntry("devops/bmcx:1.1.0", Files.readString(digest).strip());
    }

    /** Such an archive has no manifest of a registry. */
    @Test
    void anArchiveOfDockersKindHasTheImage() throws IOException {
        push(image(), "docker-archive:" + work.resolve("carried.tar") + ":devops/bmcx:1.1.0");
        assertThat(synced("carried.tar")).containsKey("devops/bmcx:1.1.0");
    }

    private void push(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "push";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        Buildah.in(work).run(line);
    }

    /** In its store, by its id. */
    private String image() throws IOException {
        StorageFixtures.write(
                storage, images -> images.ociImage("devops/bmcx", "1.1.0", List.of(TestContent.layer(1, 3000))));
        Files.createDirectories(work.resolve("carried/devops"));
        try (RegistryProcess registry = RegistryProcess.over(storage).start()) {
            return Buildah.in(work)
                    .run("pull", "-q", "--tls-verify=false", "docker://" + registry.host() + "/devops/bmcx:1.1.0")
                    .strip();
        }
    }

    private Map<String, String> synced(String source) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(work.resolve(source), registry.host()).push().isComplete())
                    .isTrue();
        }
        return StorageWalk.tags(target);
    }
}
