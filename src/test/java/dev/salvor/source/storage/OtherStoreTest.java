// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.source.disk.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherStoreTest {
    private static final String HEX = "ab".repeat(32);

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "containerd  | io.containerd.content.v1.content/blobs/sha256/HEX io.containerd.metadata.v1.bolt/meta.db",
                "containerd  | blobs/sha256/HEX ingest/x/data",
                "Docker      | overlay2/l/x image/overlay2/repositories.json",
                "Docker      | image/vfs/repositories.json",
                "Podman      | overlay/l/x overlay-images/images.json overlay-layers/layers.json",
                "version 1   | images/abc/layer repositories/library/app/_index_images repositories/library/app/tag_latest",
                "version 1   | registry/images/abc/layer registry/repositories/library/app/tag_latest",
                "MinIO       | .minio.sys/format.json bucket/docker/registry/v2/blobs/sha256/ab/HEX/data/xl.meta",
                "MinIO       | docker/registry/v2/blobs/sha256/ab/HEX/data/xl.meta docker/registry/v2/repositories/x",
                "MinIO       | docker/registry/v2/repositories/p/app/_manifests/tags/1/current/link/xl.meta",
                "Helm charts | app-1.0.0.tgz other-2.1.0.tgz index-cache.yaml",
                "Helm charts | library/app-1.0.0.tgz"
            })
    void isNamedWithWhatHelps(String name, String files) throws IOException {
        for (String file : files.replace("HEX", HEX).split(" ")) {
            StorageTree.write(temp.resolve(file), "");
        }

        Failure.Source failure = catchThrowableOfType(Failure.Source.class, () -> Storage.open(temp));

        assertThat(failure).hasMessageStartingWith("there is no registry storage in");
        assertThat(failure.advice().lines().findFirst().orElseThrow())
                .contains(name)
                .contains(": ");
    }

    @Test
    void aBucketOfMinIoThatHasPlainFilesIsOneToGive() throws IOException {
        StorageTree.write(temp.resolve(".minio.sys/format.json"), "");
        StorageTree tree = StorageTree.in(temp.resolve("bucket"));
        tree.tag("p/app", "1", tree.blob("manifest"));

        Failure.Source failure = catchThrowableOfType(Failure.Source.class, () -> Storage.open(temp));

        assertThat(failure.advice())
                .contains("There is one in '" + temp.toRealPath().resolve("bucket") + "'");
        assertThat(ScanResult.of(tree).tags()).hasSize(1);
    }

    @Test
    void aVolumeOfDockerIsFoundInItsDirectory() throws IOException {
        StorageTree.write(temp.resolve("image/overlay2/repositories.json"), "");
        Path volume = temp.toRealPath().resolve("volumes/registry/_data");
        StorageTree.in(volume);

        Failure.Source failure = catchThrowableOfType(Failure.Source.class, () -> Storage.open(temp));

        assertThat(failure.advice()).contains("There is one in '" + volume + "'");
    }

    @Test
    void repositoriesWithSuchNamesAreNone() throws IOException {
        StorageTree tree = StorageTree.in(temp);
        for (String name : List.of("images", "overlay2", "image/overlay2", "tag_latest/ingest")) {
            tree.tag(name, "1", tree.blob("manifest"));
        }
        Files.createDirectories(tree.v2().resolve("images"));

        assertThat(ScanResult.of(tree).names()).hasSize(4);
    }

    @Test
    void whoRunsAsRootIsNotToldToRunAsRoot() {
        assertThat(Permission.advice("Name:\tjava\nUid:\t0\t0\t0\t0\n"))
                .contains("root_squash", "10000")
                .doesNotContain("Run as root");
        assertThat(Permission.advice("Uid:\t1000\t0\t0\t0\n")).startsWith("Run as root");
        assertThat(Permission.advice("")).startsWith("Run as root");
    }
}
