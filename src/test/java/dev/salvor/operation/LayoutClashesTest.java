// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are called as the files of a layout, where each has a layout of its own. */
class LayoutClashesTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000));

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path there;

    @Test
    void ofRepositoriesOneCannotLieWhereAnotherOnesLayoutHasItsFiles() {
        StorageFixtures.write(storage, images -> {
            images.image("p/a", "1", LAYERS);
            images.image("p/a/blobs", "1", LAYERS);
        });
        Map<String, Outcome> outcomes = ExportRun.toOciLayout(storage, target, true, LinkMode.AUTO)
                .run()
                .outcomes();
        assertThat(outcomes.get("p/a:1")).isEqualTo(new Outcome.Pushed());
        assertThat(outcomes.get("p/a/blobs:1").toString()).contains("in the layout of p/a, at its own 'blobs'");
        assertThat(synced()).containsOnlyKeys("p/a:1");
    }

    @Test
    void repositoriesThatAreCalledAsTheFilesOfALayoutAreReadAgain() {
        StorageFixtures.write(storage, images -> {
            images.image("index.json", "1", LAYERS);
            images.image("blobs/app", "1", LAYERS);
        });
        ExportRun.toOciLayout(storage, target, true, LinkMode.AUTO).run();
        assertThat(synced()).isEqualTo(StorageWalk.tags(storage));
    }

    /** What is read of the export, by its tags. */
    private Map<String, String> synced() {
        try (RegistryProcess registry = RegistryProcess.over(there).start()) {
            SyncRun.of(target, registry.host()).push();
        }
        return StorageWalk.tags(there);
    }
}
