// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second run and those after it: the target has most, and only what is new travels. */
class CatchUpTest {
    private static final byte[] BASE = TestContent.layer(1, 50_000);
    private static final byte[] SECOND = TestContent.layer(2, 50_000);
    private static final byte[] NEW_TAG = TestContent.layer(3, 5_000);
    private static final byte[] NEW_REPOSITORY = TestContent.layer(4, 5_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("known/app", "1.0", List.of(BASE, SECOND));
            images.ociImage("known/app", "1.1", List.of(BASE));
            images.image("other/app", "1.0", List.of(SECOND));
        });
    }

    @Test
    void aSecondRunChangesNothingAndAsksLittle() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            int mark = registry.accessLog().mark();

            SyncRun.Result again = SyncRun.of(storage, registry.host()).push();

            AccessLog log = registry.accessLog().after(mark);
            assertThat(again.count(Tally.Kind.THERE)).isEqualTo(3);
            assertThat(again.report().comparedByName()).isEqualTo(3);
            assertThat(log.mutating()).isEmpty();
            int repositories = 2;
            int catalogPages = 1;
            assertThat(log.entries()).hasSizeLessThanOrEqualTo(repositories + catalogPages + 3);
        }
    }

    @Test
    void onlyTheNewLayersOfANewTagAndOfANewRepositoryTravel() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            StorageFixtures.write(storage, images -> {
                images.image("known/app", "2.0", List.of(BASE, SECOND, NEW_TAG));
                images.image("fresh/app", "1.0", List.of(BASE, SECOND, NEW_REPOSITORY));
            });
            int mark = registry.accessLog().mark();

            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            AccessLog log = registry.accessLog().after(mark);
            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(2);
            List<String> layers = Stream.of(NEW_TAG, NEW_REPOSITORY)
                    .map(layer -> Digest.of(layer).toString())
                    .toList();
            List<String> oldLayers = Stream.of(BASE, SECOND)
                    .map(layer -> Digest.of(layer).toString())
                    .toList();
            assertThat(log.uploadedDigests()).containsAll(layers).doesNotContainAnyElementsOf(oldLayers);
            int configs = 2;
            assertThat(log.uploadedDigests()).hasSize(layers.size() + configs);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void anotherTagOfAManifestThatIsThereCostsTwoLooksOnePutAndItsProof() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            StorageFixtures.write(storage, images -> {
                images.image("known/app", "latest", List.of(BASE, SECOND));
            });
            int mark = registry.accessLog().mark();

            SyncRun.of(storage, registry.host()).push();

            AccessLog log = registry.accessLog().after(mark);
            assertThat(log.mutating()).hasSize(1);
            int manifest = 1;
            int commonTags = 3;
            int tag = 1;
            int proof = 1;
            assertThat(log.count("HEAD")).isEqualTo(manifest + commonTags + tag + proof);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    /** What a full disk or a kill leaves of a tag: a directory without a link, which distribution 2.8 lists all the same. */
    @Test
    void aTagThatTheTargetListsWithoutHavingItIsPushedAgain() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            Path tags = target.resolve("docker/registry/v2/repositories/known/app/_manifests/tags");
            Files.delete(tags.resolve("1.1/current/link"));
            StorageFixtures.write(storage, images -> images.image("fresh/app", "1.0", List.of(BASE)));

            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(2);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    /** A manifest whose bytes a full disk cut off: distribution takes it again with 201, and keeps the old bytes. */
    @Test
    void aManifestThatTheTargetTakesButCannotReadIsNotSaidToBePushed() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            StorageFixtures.write(storage, images -> images.image("fresh/app", "1.0", List.of(BASE)));
            String hex = StorageWalk.tags(storage).get("fresh/app:1.0").substring("sha256:".length());
            Path poisoned =
                    target.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
            Files.createDirectories(poisoned.getParent());
            Files.createFile(poisoned);

            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            assertThat(result.outcomes().get("fresh/app:1.0"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.CORRUPT_TARGET));
        }
    }
}
