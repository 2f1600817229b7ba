// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify says of a whole storage: the digests are computed as the registry did, in the native binary by other code than on a JVM. */
@QuarkusMainTest
class VerifyTest {
    /** Around the blocks of SHA-256 and the buffers through which files are read. */
    private static final List<Integer> LENGTHS = List.of(
            1, 55, 56, 63, 64, 65, 119, 127, 128, 129, 8_191, 8_192, 8_193, 262_143, 262_144, 262_145, 524_289,
            1_000_000);

    @TempDir
    Path storage;

    @Test
    void contentOfEveryLengthIsRight(QuarkusMainLauncher salvor) {
        StorageFixtures.write(storage, images -> {
            List<byte[]> layers = new ArrayList<>();
            LENGTHS.forEach(length -> layers.add(TestContent.random(length, length)));
            images.image("p/lengths", "1", layers);
        });
        LaunchResult whole = salvor.launch("verify", storage.toString(), "--content");
        assertThat(whole.getOutput()).endsWith("1 image: 1 whole");
        assertThat(whole.exitCode()).isZero();

        new StorageFiles(storage).append(new StorageFiles(storage).data(TestContent.random(64, 64)), "x");
        LaunchResult damaged = salvor.launch("verify", storage.toString(), "--content");
        assertThat(damaged.getOutput())
                .contains(", 64 B, too long) breaks 1 image in 1 repository")
                .endsWith("1 image: 0 whole, 1 damaged");
        assertThat(damaged.exitCode()).isEqualTo(5);
    }
}
