// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.MediaType;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void whatIsListedThereStaysListed() {
        writeStorage(false);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            TestImages.Pushed other = writeTarget(registry);
            assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
            assertThat(list(registry)).contains(signature.digest(), other.digest());
        }
    }

    @Test
    void aListOfTheStorageIsUnitedWithThatOfTheTargetAndIsNoConflict() {
        writeStorage(true);
        for (ComparePolicy.OnConflict onConflict : ComparePolicy.OnConflict.values()) {
            try (RegistryProcess registry = RegistryProcess.over(target).start()) {
                TestImages.Pushed other = writeTarget(registry);
                SyncRun run = SyncRun.of(storage, registry.host()).with(ComparePolicy.of(true, onConflict));

                assertThat(run.push().outcomes()).containsEntry("p/app:" + listTag(), new Outcome.Pushed());
                assertThat(list(registry)).contains(signature.digest(), other.digest());

                int mark = registry.accessLog().mark();
                assertThat(run.push().outcomes()).containsEntry("p/app:" + listTag(), new Outcome.AlreadyThere(true));
                assertThat(registry.accessLog().after(mark).mutating()).isEmpty();
            }
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
