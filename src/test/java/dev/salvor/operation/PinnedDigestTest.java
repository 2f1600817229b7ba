// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.select.ImageList;
import dev.salvor.select.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments name an image by its digest, whose tag has moved on: it can be asked for, and is pushed by that. */
class PinnedDigestTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private String old;

    @BeforeEach
    void writeStorage() {
        AtomicReference<TestImages.Pushed> first = new AtomicReference<>();
        StorageFixtures.write(storage, images -> {
            first.set(images.image("p/app", "latest", List.of(TestContent.layer(1, 500))));
            images.image("p/app", "latest", List.of(TestContent.layer(2, 500)));
            images.image("p/only", "gone", List.of(TestContent.layer(3, 500)));
            images.image("p/broken", "gone", List.of(TestContent.layer(4, 500)));
        });
        old = first.get().digest();
    }

    @Test
    void itArrivesByItsDigestAloneAndIsThereTheSecondTime() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            String name = "p/app@" + old;
            assertThat(sync(registry, "p/app@" + old).outcomes()).isEqualTo(Map.of(name, new Outcome.Pushed()));
            assertThat(head(registry, old)).isEqualTo(200);
            assertThat(head(registry, "latest")).isEqualTo(404);
            int mark = registry.accessLog().mark();

            assertThat(sync(registry, name, name).outcomes()).isEqualTo(Map.of(name, new Outcome.AlreadyThere(true)));

            AccessLog log = registry.accessLog().after(mark);
            assertThat(log.mutating()).isEmpty();
        }
    }

    @Test
    void itGoesIntoARepositoryThatHasTheTagAsWell() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            assertThat(head(registry, old)).isEqualTo(404);

            SyncRun run = run(registry, "reg.example.com:5000/p/app:latest@" + old);
            assertThat(run.push().outcomes()).isEqualTo(Map.of("p/app@" + old, new Outcome.Pushed()));

            assertThat(head(registry, old)).isEqualTo(200);
            assertThat(run.notices())
                    .anyMatch(line -> line.contains("'reg.example.com:5000/' was cut"))
                    .anyMatch(line -> line.contains("goes by its digest"));
        }
    }

    @Test
    void aRepositoryWithoutAnyTagHasItsRevisionsAllTheSame() {
        Path tags = new StorageFiles(storage).repository("p/app").resolve("_manifests/tags");
        Trees.delete(tags);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(sync(registry, "p/app@" + old).isComplete()).isTrue();
            assertThat(head(registry, old)).isEqualTo(200);
        }
    }

    @Test
    void oneThatIsDamagedOrAbsentIsSaidToBe() {
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(TestContent.layer(1, 500)));
        String absent = "p/app@sha256:" + "0".repeat(64);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Map<String, Outcome> outcomes =
                    sync(registry, "p/app@" + old, absent).outcomes();
            assertThat(outcomes.get("p/app@" + old)).isInstanceOf(Outcome.Damaged.class);
            assertThat(outcomes.get(absent)).isEqualTo(new Outcome.NotInStorage());
            assertThat(outcomes).hasSize(2);
        }
    }

    private SyncRun run(RegistryProcess registry, String... lines) {
        Optional<ImageList> list = Optional.of(ImageList.parse(List.of(lines), "the test"));
        return SyncRun.of(storage, registry.host())
                .with(new Selection(List.of(), List.of(), 0, Optional.empty(), list));
    }

    private SyncRun.Result sync(RegistryProcess registry, String... lines) {
        return run(registry, lines).push();
    }

    private static int head(RegistryProcess registry, String reference) {
        return LabHttp.to(registry.uri())
                .send("HEAD", "/v2/p/app/manifests/" + reference, new byte[0])
                .statusCode();
    }
}
