// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.outcome.Outcome;
import dev.salvor.output.Explanation;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows base layers and other layers that registries need not hold. */
class ForeignLayersTest {
    private static final String APP = "windows/app";
    private static final String OCI = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    private static final byte[] FOREIGN = TestContent.layer(1, 5_000);
    private static final Digest DIGEST = Digest.of(FOREIGN);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @Test
    void whatTheStorageHoldsIsSent() {
        write(images -> {
            images.blob(APP, FOREIGN);
            foreign(images);
            images.draft(APP).layer(OCI, FOREIGN).push("oci");
        });

        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(push(registry).outcomes().values()).containsOnly(new Outcome.Pushed());
            assertThat(registry.http().get("/v2/" + APP + "/blobs/" + DIGEST).body())
                    .isEqualTo(FOREIGN);
        }
    }

    @Test
    void whatItDoesNotHoldIsLeftOutAndSaidOfTheImage() {
        write(ForeignLayersTest::foreign);

        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = push(registry);

            assertThat(result.outcomes().values()).containsOnly(new Outcome.Pushed(List.of(DIGEST)));
            assertThat(Explanation.of(result.images().getFirst().outcome()).detail())
                    .contains("without " + DIGEST, "foreign layers that the storage does not hold");
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys(APP + ":1809");
        }
    }

    @Test
    void oneWithoutUrlsThatIsMissingIsDamageOfTheSource() {
        write(images -> images.draft(APP).layer(OCI, FOREIGN).push("oci"));
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(FOREIGN));

        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(push(registry).outcomes().get(APP + ":oci"))
                    .isEqualTo(new Outcome.Damaged("blob " + DIGEST + " is missing"));
        }
    }

    @Test
    void aRegistryThatTakesNoForeignLayersIsNamedForIt() {
        write(ForeignLayersTest::foreign);

        try (RegistryProcess registry =
                RegistryProcess.over(target).validating().start()) {
            assertThat(push(registry).outcomes().get(APP + ":1809"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.FOREIGN_LAYERS));
        }
    }

    private void write(Consumer<TestImages> images) {
        StorageFixtures.write(storage, images);
    }

    private static void foreign(TestImages images) {
        images.draft(APP)
                .docker()
                .foreignLayer(FOREIGN, "https://example.com/layer")
                .layers(List.of(TestContent.layer(2, 500)))
                .push("1809");
    }

    private SyncRun.Result push(RegistryProcess registry) {
        return SyncRun.of(storage, "http://" + registry.host()).push();
    }
}
