// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob that has its size and other bytes, which nobody sees who only links or streams it, and a place that has the right ones. */
class HealedExportTest {
    private static final byte[] LAYER = TestContent.layer(1, 3000);

    @TempDir
    Path storage;

    @TempDir
    Path replica;

    @TempDir
    Path work;

    @BeforeEach
    void write() {
        for (Path each : List.of(storage, replica)) {
            StorageFixtures.write(each, images -> {
                images.image("p/app", "1", List.of(LAYER));
                images.image("p/web", "1", List.of(LAYER));
            });
        }
        new StorageFiles(storage).flip(LAYER);
    }

    @Test
    void linksGoToTheOneThatIsRight() {
        assertHealed(ExportRun.toDirectories(storage, work.resolve("carried"), LinkMode.AUTO), "carried");
    }

    @Test
    void copiesAreOfTheOneThatIsRight() {
        assertHealed(ExportRun.toDirectories(storage, work.resolve("carried"), LinkMode.COPY), "carried");
    }

    @Test
    void aLayoutHasTheOneThatIsRight() {
        assertHealed(ExportRun.toOciLayout(storage, work.resolve("carried"), false, LinkMode.AUTO), "carried");
    }

    @Test
    void aTarHasTheOneThatIsRight() {
        assertHealed(ExportRun.toArchive(storage, work.resolve("carried.tar"), Packing.NONE), "carried.tar");
    }

    private void assertHealed(ExportRun export, String carried) {
        ExportRun.Result result = export.over(
                        source -> new HealedSource(source, List.of(LocalSpares.open(replica, _ -> {}))))
                .run();
        assertThat(result.outcomes().values()).allMatch(Outcome.Pushed.class::isInstance);
        Path target = work.resolve("target");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(work.resolve(carried), registry.host()).push().isComplete())
                    .isTrue();
        }
        assertThat(StorageWalk.tags(target)).isEqualTo(StorageWalk.tags(replica));
    }
}
