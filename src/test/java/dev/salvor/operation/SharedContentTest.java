// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Rules 1 and 2 of pushing: what is linked twice while somebody reads it costs images, so nothing is. */
class SharedContentTest {
    private static final int RUNS = 20;

    @TempDir
    static Path storages;

    private static Path tenTags;
    private static Path twoIndexes;
    private static Path oneManifest;

    @BeforeAll
    static void writeStorages() {
        List<byte[]> layers = IntStream.range(0, 6)
                .mapToObj(i -> TestContent.layer(i, 20_000))
                .toList();
        tenTags = storages.resolve("ten-tags");
        StorageFixtures.write(
                tenTags,
                images -> IntStream.range(0, 10)
                        .forEach(tag -> images.draft("p/app")
                                .docker()
                                .architecture("arch" + tag)
                                .layers(layers)
                                .push("v" + tag)));
        twoIndexes = storages.resolve("two-indexes");
        StorageFixtures.write(twoIndexes, images -> indexes(images, layers));
        oneManifest = storages.resolve("one-manifest");
        StorageFixtures.write(oneManifest, images -> {
            Pushed image = images.image("p/app", "v0", layers);
            IntStream.range(1, 10).forEach(tag -> images.tag(image, "v" + tag));
        });
    }

    /** The shared child is a tag of its own as well: its PUT must not meet the indexes' (rule 1). */
    private static void indexes(TestImages images, List<byte[]> layers) {
        Pushed shared = images.ociImage("p/multi", "amd64", layers.subList(0, 3));
        images.tag(shared, "amd64-too");
        for (int i = 0; i < 2; i++) {
            Pushed own = images.draft("p/multi")
                    .architecture("own" + i)
                    .layers(layers.subList(1, 5))
                    .push(null);
            images.index("p/multi", "index" + i, shared, own);
        }
    }

    @RepeatedTest(RUNS)
    void tenTagsThatShareAllLayersArriveWhole(@TempDir Path target) {
        pushAndCheck(tenTags, target);
    }

    @RepeatedTest(RUNS)
    void twoIndexesThatShareAChildArriveWhole(@TempDir Path target) {
        pushAndCheck(twoIndexes, target);
    }

    @RepeatedTest(RUNS)
    void oneManifestUnderTenTagsArrivesTenTimesWithItsBlobsSentOnce(@TempDir Path target) {
        AccessLog log = pushAndCheck(oneManifest, target);
        assertThat(log.tagPuts()).hasSize(10);
        assertThat(log.uploadedDigests()).hasSize(7).doesNotHaveDuplicates();
    }

    private static AccessLog pushAndCheck(Path storage, Path target) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            AccessLog log = registry.accessLog();
            assertThat(result.isComplete()).isTrue();
            assertThat(log.entries())
                    .filteredOn(entry -> !entry.path().endsWith("/tags/list"))
                    .extracting(AccessLog.Entry::status)
                    .isSubsetOf(200, 201, 202);
            assertThat(log.linked().values()).containsOnly(1);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
            return log;
        }
    }
}
