// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFixturesTest {
    @TempDir
    Path root;

    @Test
    void varietyReadsBackFromDiskAndThroughARegistry() {
        SortedMap<String, String> written = StorageFixtures.variety(root);
        assertThat(written).hasSizeGreaterThan(25).containsKeys("solo:latest", "tags/current/link:_manifests");
        assertThat(StorageWalk.tags(root)).isEqualTo(written);
        assertThat(RegistryWalk.tags(root)).isEqualTo(written);
    }

    @Test
    void theSameCallsWriteTheSameBytes(@TempDir Path other) {
        assertThat(StorageFixtures.variety(root)).isEqualTo(StorageFixtures.variety(other));
    }

    @Test
    void theWalkFindsABlobThatIsMissingAndOneThatIsWrong() throws IOException {
        byte[] wrong = TestContent.layer(1, 100);
        byte[] missing = TestContent.layer(2, 100);
        StorageFixtures.write(root, images -> images.image("a/b", "1", List.of(wrong, missing)));
        Files.writeString(data(wrong), "x", StandardOpenOption.APPEND);
        Files.delete(data(missing));

        assertThatThrownBy(() -> RegistryWalk.tags(root))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("3 findings")
                .hasMessageContaining("blob a/b@%s was answered 404", digest(missing))
                .hasMessageContaining("blob a/b@%s has the digest", digest(wrong))
                .hasMessageContaining("has %d bytes, not %d", wrong.length + 1, wrong.length);
    }

    @Test
    void theWalkReadsAllPagesOfTheCatalog() {
        StorageFixtures.write(root, images -> {
            for (int i = 0; i < 101; i++) {
                images.image("r" + i, "1", List.of());
            }
        });
        assertThat(RegistryWalk.tags(root)).hasSize(101);
    }

    private static String digest(byte[] content) {
        return Digest.of(content).toString();
    }

    private Path data(byte[] content) {
        String hex = Digest.of(content).hex();
        return root.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }
}
