// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.SmallDisk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Tally.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sticks that images are carried on: no links, no colons in names, and cases are not told apart. */
class StickExportTest {
    @TempDir
    Path storage;

    @TempDir
    Path mountPoint;

    @TempDir
    Path scratch;

    private SmallDisk stick;

    @BeforeEach
    void plugIn() {
        stick = SmallDisk.exfat(mountPoint, scratch);
        StorageFixtures.write(storage, images -> {
            images.ociImage("p/app", "v1", List.of(TestContent.layer(1, 3_000)));
            images.ociImage("p/app", "V1", List.of(TestContent.layer(1, 3_000), TestContent.layer(2, 3_000)));
        });
    }

    @AfterEach
    void unplug() {
        stick.close();
    }

    @Test
    void directoriesCannotBeCalledAsImagesAndALayoutInTheSamePlaceCan() {
        Path place = mountPoint.resolve("carried");
        assertThatThrownBy(() ->
                        ExportRun.toDirectories(storage, place, LinkMode.AUTO).run())
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("allows no ':' in names");
        requireExported(place, false);
    }

    @Test
    void layoutsHaveNamesThatDifferOnlyByCase() {
        requireExported(mountPoint.resolve("carried"), true);
        assertThat(Skopeo.run("inspect", "oci:" + mountPoint.resolve("carried/p/app") + ":V1"))
                .contains("\"Layers\"");
    }

    @Test
    void aTarLiesThere() {
        Path tar = mountPoint.resolve("carried.tar");
        assertThat(ExportRun.toArchive(storage, tar, Packing.NONE).run().count(Kind.PUSHED))
                .isEqualTo(2);
        assertThat(Skopeo.run("inspect", "oci-archive:" + tar + ":p/app:v1")).contains("\"Layers\"");
    }

    @Test
    void linksThatMustBeMadeAreRefused() {
        ExportRun.Result result = ExportRun.toOciLayout(storage, mountPoint.resolve("carried"), false, LinkMode.HARD)
                .run();
        assertThat(result.count(Kind.PUSHED)).isZero();
        assertThat(result.outcomes().values().toString()).contains("NO_LINKS");
    }

    private void requireExported(Path place, boolean perRepository) {
        ExportRun export = ExportRun.toOciLayout(storage, place, perRepository, LinkMode.AUTO);
        assertThat(export.run().count(Kind.PUSHED)).isEqualTo(2);
        assertThat(export.notices()).singleElement().asString().contains("blobs are copied");
        assertThat(export.run().count(Kind.THERE)).isEqualTo(2);
    }
}
