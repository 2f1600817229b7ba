// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.MediaType;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.push.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry of the 2.8 line has no referrers API: a tag lists what refers to an image, and keeps what it lists. */
class ReferrersTagTest {
    private static final byte[] LAYER = TestContent.layer(1, 500);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private TestImages.Pushed image;
    private TestImages.Pushed signature;

    private void writeStorage(boolean withList) {
        StorageFixtures.write(storage, images -> {
            image = images.ociImage("p/app", "1", List.of(LAYER));
            signature = images.artifact("p/app", "tmp", "application/vnd.cncf.notary.signature", image);
            if (withList) {
                images.index("p/app", listTag(), signature);
            }
        });
        Trees.delete(new StorageFiles(storage).link("p/app", "tmp").getParent().getParent());
    }

    /** Puts the image there, and what somebody else said of it, which is listed. */
    private TestImages.Pushed writeTarget(RegistryProcess registry) {
        TestImages images = new TestImages(registry.uri());
        images.ociImage("p/app", "1", List.of(LAYER));
        TestImages.Pushed other = images.artifact("p/app", "other", "application/spdx+json", image);
        images.index("p/app", listTag(), other);
        return other;
    }

    @Test
    void aReferrerThatGoesByItsDigestIsListed() {
        writeStorage(false);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
            assertThat(list(registry)).contains(signature.digest(), "application/vnd.cncf.notary.signature");
        }
    }

    @Test
    void aListIsVerifiedLikeAllElse() {
        writeStorage(true);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host())
                            .verifying(Verification.HEAD)
                            .push()
                            .isComplete())
                    .isTrue();
            assertThat(registry.accessLog().entries())
                    .contains(new AccessLog.Entry("GET", "/v2/p/app/manifests/" + listTag(), 304));
        }
    }

    @Test
    void whatIsListedThereStaysListed() {
        writeStorage(false);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            TestImages.Pushed other = writeTarget(registry);
            assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
            assertThat(list(registry)).contains(signature.digest(), other.digest());
        }
    }

    /** A listing of names says of both sides that they have the list, not what it lists. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aListOfTheStorageIsUnitedWithThatOfTheTargetAndIsNoConflict(boolean byDigest) {
        writeStorage(true);
        for (ComparePolicy.OnConflict onConflict : ComparePolicy.OnConflict.values()) {
            Trees.delete(target);
            try (RegistryProcess registry = RegistryProcess.over(target).start()) {
                TestImages.Pushed other = writeTarget(registry);
                SyncRun run = SyncRun.of(storage, registry.host()).with(ComparePolicy.of(byDigest, onConflict));

                assertThat(run.push().outcomes()).containsEntry("p/app:" + listTag(), new Outcome.Pushed());
                assertThat(list(registry)).contains(signature.digest(), other.digest());

                int mark = registry.accessLog().mark();
                SyncRun.Result again = run.push();
                assertThat(again.plan().images()).isEmpty();
                assertThat(again.outcomes()).containsEntry("p/app:" + listTag(), new Outcome.AlreadyThere(true));
                assertThat(registry.accessLog().after(mark).mutating()).isEmpty();
            }
        }
    }

    @Test
    void aListThatIsTheSameOnBothSidesCostsOneAnswerWithoutABody() {
        writeStorage(true);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            int mark = registry.accessLog().mark();

            SyncRun.of(storage, registry.host()).push();

            assertThat(registry.accessLog().after(mark).entries().stream()
                            .filter(entry -> entry.path().contains("/manifests/")))
                    .containsExactly(new AccessLog.Entry("GET", "/v2/p/app/manifests/" + listTag(), 304));
        }
    }

    /** As a run leaves it that is killed between the two PUTs. */
    @Test
    void aReferrerThatIsThereAndNotListedIsFoundWhilePlanningAndIsListed() {
        writeStorage(false);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host());
            run.push();
            Trees.delete(new StorageFiles(target)
                    .link("p/app", listTag())
                    .getParent()
                    .getParent());

            SyncRun.Result again = run.push();

            assertThat(again.plan().referrers()).isEqualTo(1);
            assertThat(again.outcomes()).containsEntry("p/app@" + signature.digest(), new Outcome.Pushed());
            assertThat(list(registry)).contains(signature.digest());
            assertThat(run.push().plan().images()).isEmpty();
        }
    }

    /** The target gets no tag that the storage lacks, unless nothing else would name what came. */
    @Test
    void aReferrerThatHasATagIsFoundByThat() {
        StorageFixtures.write(storage, images -> {
            image = images.ociImage("p/app", "1", List.of(LAYER));
            signature = images.artifact("p/app", "bom", "application/spdx+json", image);
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
            assertThat(registry.accessLog().tagPuts())
                    .extracting(AccessLog.ManifestPut::reference)
                    .containsExactly("1", "bom");
        }
    }

    @Test
    void anImageThatIsOnlyCalledLikeAListIsAnImageLikeAnother() {
        StorageFixtures.write(storage, images -> {
            image = images.ociImage("p/app", "1", List.of(LAYER));
            images.ociImage("p/app", listTag(), List.of(TestContent.layer(2, 500)));
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            writeTarget(registry);
            String there = list(registry);

            assertThat(SyncRun.of(storage, registry.host())
                            .with(ComparePolicy.of(true, ComparePolicy.OnConflict.SKIP))
                            .push()
                            .outcomes()
                            .get("p/app:" + listTag()))
                    .isInstanceOf(Outcome.Conflict.class);
            assertThat(list(registry)).isEqualTo(there);

            assertThat(SyncRun.of(storage, registry.host())
                            .with(ComparePolicy.of(true, ComparePolicy.OnConflict.OVERWRITE))
                            .push()
                            .outcomes())
                    .containsEntry("p/app:" + listTag(), new Outcome.Pushed());
            assertThat(list(registry)).isNotEqualTo(there);
        }
    }

    @Test
    void twoAtOnceListWhatBothHave(@TempDir Path others) {
        writeStorage(false);
        TestImages.Pushed[] bom = new TestImages.Pushed[1];
        StorageFixtures.write(others, images -> {
            images.ociImage("p/app", "1", List.of(LAYER));
            bom[0] = images.artifact("p/app", "tmp", "application/spdx+json", image);
        });
        Trees.delete(new StorageFiles(others).link("p/app", "tmp").getParent().getParent());
        StorageFixtures.write(target, images -> images.ociImage("p/app", "old", List.of(LAYER)));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            AtomicBoolean begun = new AtomicBoolean();
            SyncRun.of(storage, registry.host())
                    .onPushed(() -> {
                        if (begun.compareAndSet(false, true)) {
                            SyncRun.of(others, registry.host()).push();
                        }
                    })
                    .push();
            assertThat(list(registry)).contains(signature.digest(), bom[0].digest());
        }
    }

    private String listTag() {
        return image.digest().replace(':', '-');
    }

    private String list(RegistryProcess registry) {
        byte[] index = LabHttp.to(registry.uri())
                .send("GET", "/v2/p/app/manifests/" + listTag(), new byte[0], "Accept", MediaType.OCI_INDEX.value())
                .body();
        return new String(index, StandardCharsets.UTF_8);
    }
}
