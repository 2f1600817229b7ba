// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.plan.ComparePolicy.OnConflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the whole images of a sparse index are called. */
class SparseChildNamesTest extends SparseIndexes {
    @Test
    void variantsStandInTheNameWhereNothingElseTellsThemApart() {
        index("1.0", on(amd, "arm", "v6"), on(arm, "arm", "v7"), on(lost, "arm64", "v8"));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-linux-arm-v6", "p/app:1.0-linux-arm-v7", "p/sound:1.0");
    }

    @Test
    void digestsStandInTheNameWherePlatformsDoNotTellThemApartOrAreNotSaid() {
        index("1.0", on(amd, "amd64"), on(lost, "amd64"), new Child(arm, ""));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-" + shortHex(amd), "p/app:1.0-" + shortHex(arm), "p/sound:1.0");
    }

    @Test
    void aTagIsNeverLongerThanATagMayBe() {
        String tag = "t".repeat(124);
        index(tag, on(amd, "amd64"), on(lost, "arm64"));
        lose();
        assertThat(planned()).containsOnly("p/app:" + "t".repeat(115) + "-" + shortHex(amd), "p/sound:1.0");
    }

    @Test
    void whatIsNoPartOfATagIsNotTakenFromAPlatform() {
        index("1.0", new Child(amd, "{\"os\":\"../\\u001b[31m\",\"architecture\":\"amd64\"}"), on(lost, "arm64"));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-" + shortHex(amd), "p/sound:1.0");
    }

    @Test
    void attestationsGetNoTag() {
        index(
                "1.0",
                on(amd, "amd64"),
                new Child(arm, "{\"os\":\"unknown\",\"architecture\":\"unknown\"}"),
                on(lost, "arm64"));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-linux-amd64", "p/sound:1.0");
    }

    @Test
    void anImageThatHasThatTagInTheStorageIsNotNamedTwice() {
        index("1.0", on(amd, "amd64"), on(lost, "arm64"));
        StorageFixtures.write(storage, images -> images.tag(amd, "1.0-linux-amd64"));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-linux-amd64", "p/sound:1.0");
    }

    @Test
    void aNameThatTheStorageHasForSomethingElseIsNotTaken() {
        index("1.0", on(amd, "amd64"), on(lost, "arm64"));
        StorageFixtures.write(storage, images -> images.tag(arm, "1.0-linux-amd64"));
        lose();
        assertThat(planned()).containsOnly("p/app:1.0-linux-amd64", "p/app:1.0-" + shortHex(amd), "p/sound:1.0");
    }

    @Test
    void imagesOfAnIndexInASparseIndexAreFoundAsWell() {
        index("inner", on(amd, "amd64"), on(lost, "arm64"));
        StorageFixtures.write(storage, images -> {
            Pushed inner = images.tag(
                    new Pushed(
                            "p/app",
                            "inner",
                            "",
                            0,
                            "application/vnd.oci.image.index.v1+json",
                            "",
                            read(storage, "p/app:inner")),
                    "inner");
            images.index(
                    "p/app",
                    "outer",
                    inner,
                    new Pushed("p/app", "", arm.digest(), arm.size(), arm.mediaType(), "s390x", arm.bytes()));
        });
        lose();
        assertThat(planned())
                .containsOnly(
                        "p/app:inner-linux-amd64", "p/app:outer-linux-amd64", "p/app:outer-linux-s390x", "p/sound:1.0");
    }

    /** What a plan would push. */
    private List<String> planned() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            return run(registry, OnConflict.SKIP).plan().plan().images().stream()
                    .map(image -> image.name().toString())
                    .toList();
        }
    }

    private static byte[] read(Path root, String name) {
        try {
            return Files.readAllBytes(
                    new StorageFiles(root).data(StorageWalk.tags(root).get(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortHex(Pushed manifest) {
        return manifest.digest().substring("sha256:".length()).substring(0, 12);
    }
}
