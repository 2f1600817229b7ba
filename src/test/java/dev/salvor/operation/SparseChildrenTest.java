// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy.OnConflict;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is whole of an index that is not goes under tags of its own, if that is wanted; the index never goes changed. */
class SparseChildrenTest extends SparseIndexes {
    private static Outcome pushed() {
        return new Outcome.Pushed();
    }

    @Test
    void theWholeImagesOfASparseIndexGoUnderTagsOfTheirOwnAndTheIndexStaysDamaged() {
        index("1.0", on(amd, "amd64"), on(arm, "arm64", "v8"), on(lost, "riscv64"));
        lose();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = run(registry, OnConflict.SKIP).push();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "p/app:1.0-linux-amd64",
                            amd.digest(),
                            "p/app:1.0-linux-arm64",
                            arm.digest(),
                            "p/sound:1.0",
                            StorageWalk.tags(storage).get("p/sound:1.0")));
            assertThat(result.outcomes())
                    .containsEntry("p/app:1.0-linux-amd64", pushed())
                    .containsEntry("p/app:1.0-linux-arm64", pushed());
            assertThat(result.outcomes().get("p/app:1.0"))
                    .isEqualTo(new Outcome.Damaged("manifest " + lost.digest()
                            + " is missing; whole for linux/amd64, linux/arm64/v8, not for linux/riscv64"
                            + "; in its stead: 1.0-linux-amd64, 1.0-linux-arm64"));
        }
    }

    @Test
    void anIndexThatASpareHasIsLookedThroughLikeOneOfTheStorage(@TempDir Path spare) throws IOException {
        index("1.0", on(amd, "amd64"), on(lost, "arm64"));
        lose();
        Path index = new StorageFiles(storage).data(StorageWalk.tags(storage).get("p/app:1.0"));
        Files.move(index, spare.resolve(index.getParent().getFileName()));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            run(registry, OnConflict.SKIP)
                    .over(source -> new HealedSource(source, List.of(LocalSpares.open(spare, _ -> {}))))
                    .push();
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("p/app:1.0-linux-amd64", "p/sound:1.0");
        }
    }

    @Test
    void nothingGoesInItsSteadUnasked() {
        index("1.0", on(amd, "amd64"), on(lost, "riscv64"));
        lose();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("p/sound:1.0");
            assertThat(result.outcomes().get("p/app:1.0"))
                    .isEqualTo(new Outcome.Damaged(
                            "manifest " + lost.digest() + " is missing; whole for linux/amd64, not for linux/riscv64"));
        }
    }

    @Test
    void aSecondRunFindsThemThereByDigest() {
        index("1.0", on(amd, "amd64"), on(lost, "riscv64"));
        lose();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            run(registry, OnConflict.SKIP).push();
            SyncRun.Result again = run(registry, OnConflict.SKIP).push();
            assertThat(again.outcomes())
                    .containsEntry("p/app:1.0-linux-amd64", new Outcome.AlreadyThere(true))
                    .containsEntry("p/sound:1.0", new Outcome.AlreadyThere(false));
            assertThat(again.blobs().sent().blobs()).isZero();
        }
    }

    @Test
    void whatTheTargetHasUnderSuchATagIsAConflictUnlessItIsToBeOverwritten() {
        index("1.0", on(amd, "amd64"), on(lost, "riscv64"));
        lose();
        Pushed[] other = new Pushed[1];
        StorageFixtures.write(
                target, images -> other[0] = images.image("p/app", "1.0-linux-amd64", List.of(new byte[] {1, 2})));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(run(registry, OnConflict.SKIP).push().outcomes())
                    .containsEntry(
                            "p/app:1.0-linux-amd64",
                            new Outcome.Conflict(Digest.parse(amd.digest()), Digest.parse(other[0].digest())));
            assertThat(RegistryWalk.tags(registry.uri())).containsEntry("p/app:1.0-linux-amd64", other[0].digest());
            run(registry, OnConflict.OVERWRITE).push();
            assertThat(RegistryWalk.tags(registry.uri())).containsEntry("p/app:1.0-linux-amd64", amd.digest());
        }
    }
}
