// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.ComparePolicy.OnConflict;
import dev.salvor.select.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is whole of an index that is not goes under tags of its own, if that is wanted; the index never goes changed. */
class SparseChildrenTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private StorageFiles files;
    private Pushed amd;
    private Pushed arm;
    private Pushed lost;

    /** @param platform as JSON; empty for none */
    private record Child(Pushed manifest, String platform) {}

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(storage);
        StorageFixtures.write(storage, images -> {
            amd = image(images, 1);
            arm = image(images, 2);
            lost = image(images, 3);
            images.image("p/sound", "1.0", List.of(TestContent.layer(9, 900)));
        });
    }

    private static Pushed image(TestImages images, int seed) {
        return images.image("p/app", null, List.of(TestContent.layer(seed, 900)));
    }

    private void index(String tag, Child... children) {
        StorageFixtures.write(
                storage,
                images -> images.manifest(
                        "p/app",
                        tag,
                        "application/vnd.oci.image.index.v1+json",
                        ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                                        + Arrays.stream(children)
                                                .map(SparseChildrenTest::descriptor)
                                                .collect(Collectors.joining(","))
                                        + "]}")
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private static String descriptor(Child child) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
                .formatted(
                        child.manifest().mediaType(),
                        child.manifest().digest(),
                        child.manifest().size(),
                        child.platform().isEmpty() ? "" : ",\"platform\":" + child.platform());
    }

    private static Child on(Pushed manifest, String architecture) {
        return new Child(manifest, "{\"os\":\"linux\",\"architecture\":\"%s\"}".formatted(architecture));
    }

    private static Child on(Pushed manifest, String architecture, String variant) {
        return new Child(
                manifest,
                "{\"os\":\"linux\",\"architecture\":\"%s\",\"variant\":\"%s\"}".formatted(architecture, variant));
    }

    /** As 2.8's {@code garbage-collect --delete-untagged} or a copy of one platform leaves it. */
    private void lose() {
        files.delete(files.data(lost.digest()));
    }

    private SyncRun run(RegistryProcess registry, OnConflict onConflict) {
        return SyncRun.of(storage, registry.host())
                .with(Selection.all().withSparseChildren(true))
                .with(ComparePolicy.of(false, onConflict));
    }

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
