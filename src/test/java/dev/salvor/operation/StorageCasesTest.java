// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edge cases of storages that no other test has, end to end; src/test/resources/lab/storage-cases.txt says which test has which. */
class StorageCasesTest {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final byte[] OWN = TestContent.layer(2, 900);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private StorageFiles files;
    private Pushed image;

    @BeforeEach
    void write() {
        files = new StorageFiles(storage);
        StorageFixtures.write(
                storage, images -> image = images.image("p/app", "1", List.of(TestContent.layer(1, 900))));
    }

    private void plant(String tag, String manifest) {
        files.plant("p/app", tag, manifest.getBytes(StandardCharsets.UTF_8));
    }

    private String descriptor(String type, long size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, image.digest(), size);
    }

    private static String index(String children) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, children);
    }

    private SyncRun.Result push() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            return SyncRun.of(storage, registry.host()).jobs(1).push();
        }
    }

    private Map<String, Outcome> outcomes() {
        return push().outcomes();
    }

    @Test
    void aLayerOfNoBytesArrives() {
        StorageFixtures.write(storage, images -> images.image("p/empty", "1", List.of(new byte[0])));
        assertThat(outcomes()).containsEntry("p/empty:1", new Outcome.Pushed());
        assertThat(new StorageFiles(target).data(new byte[0])).isEmptyFile();
    }

    @Test
    void anIndexThatListsAChildTwiceArrives() {
        String child = descriptor(image.mediaType(), image.size());
        plant("twice", index(child + "," + child));
        assertThat(outcomes()).containsEntry("p/app:twice", new Outcome.Pushed());
    }

    @Test
    void anIndexThatSaysAWrongSizeOfAChildIsTheRegistrysToJudge() {
        plant("wrong-size", index(descriptor(image.mediaType(), image.size() + 1)));
        assertThat(outcomes().get("p/app:wrong-size")).isInstanceOfAny(Outcome.Pushed.class, Outcome.Damaged.class);
    }

    @Test
    void anEmptyIndexArrives() {
        plant("empty", index(""));
        assertThat(outcomes()).containsEntry("p/app:empty", new Outcome.Pushed());
    }

    @Test
    void anIndexWithAChildOfAnUnknownTypeIsToldAndTheOthersArrive() {
        files.put("{}".getBytes(StandardCharsets.UTF_8));
        plant(
                "unknown",
                index("{\"mediaType\":\"application/vnd.example+json\",\"digest\":\"%s\",\"size\":3}"
                        .formatted(Digest.of("{ }".getBytes(StandardCharsets.UTF_8)))));
        assertThat(outcomes())
                .containsEntry("p/app:1", new Outcome.Pushed())
                .hasEntrySatisfying(
                        "p/app:unknown", outcome -> assertThat(outcome).isInstanceOf(Outcome.Damaged.class));
    }

    /** Not refused, although Docker's must have one: without, a registry takes it and serves it as OCI's (protocol.md §2.1). */
    @Test
    void aDockerManifestWithoutMediaTypeGoesAsOcis() {
        String docker = new String(image.bytes(), StandardCharsets.UTF_8)
                .replaceFirst("\"mediaType\" : \"[^\"]*manifest.v2\\+json\",", "");
        assertThat(docker).doesNotContain("manifest.v2+json").contains("container.image.v1+json");
        plant("untyped", docker);
        assertThat(outcomes()).containsEntry("p/app:untyped", new Outcome.Pushed());
    }

    @Test
    void theSignaturesOfSchema1AreNobodysBusiness() throws IOException {
        plant("old", "{\"schemaVersion\":1,\"name\":\"p/app\",\"fsLayers\":[]}");
        Path signature = files.repository("p/app")
                .resolve("_manifests/revisions/sha256/" + "ab".repeat(32) + "/signatures/sha256/" + "cd".repeat(32)
                        + "/link");
        Files.createDirectories(signature.getParent());
        Files.writeString(signature, "sha256:" + "cd".repeat(32));
        assertThat(outcomes())
                .containsEntry("p/app:1", new Outcome.Pushed())
                .hasEntrySatisfying(
                        "p/app:old", outcome -> assertThat(outcome).isInstanceOf(Outcome.Unsupported.class));
    }

    @Test
    void temporaryFilesOfARegistryThatWasKilledAreIgnored() throws IOException {
        Path link = files.link("p/app", "1");
        Files.writeString(link.resolveSibling("link.0b8f2f0e-6c8f-4f6e-9d4c-0123456789ab.tmp"), "sha256:");
        Path data = files.data(image.digest());
        Files.writeString(data.resolveSibling("data.0b8f2f0e-6c8f-4f6e-9d4c-0123456789ab.tmp"), "half");
        SyncRun.Result result = push();
        assertThat(result.outcomes()).containsOnly(Map.entry("p/app:1", new Outcome.Pushed()));
        assertThat(result.plan().findings().problems()).isEmpty();
    }

    private interface Change {
        void make() throws IOException;
    }

    /** The outcome of an image that is pushed after another one, when this was done in between. */
    private Outcome afterwards(Change change) {
        StorageFixtures.write(storage, images -> images.image("p/later", "1", List.of(OWN)));
        files.age("p/app", "1", Instant.parse("2020-01-01T00:00:00Z"));
        boolean[] isMade = new boolean[1];
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .jobs(1)
                    .onPushed(() -> {
                        try {
                            if (!isMade[0]) {
                                isMade[0] = true;
                                change.make();
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .push();
            assertThat(result.images()).hasSize(2);
            assertThat(RegistryWalk.tags(registry.uri())).isNotEmpty();
            return result.outcomes().get("p/later:1");
        }
    }

    @Test
    void aLayerThatVanishesBetweenPlanAndPushIsAnOutcome() {
        assertThat(afterwards(() -> Files.deleteIfExists(files.data(OWN))))
                .isInstanceOfAny(Outcome.Damaged.class, Outcome.Pushed.class);
    }

    @Test
    void aLayerThatIsCutBetweenPlanAndPushIsAnOutcome() {
        assertThat(afterwards(() -> Files.write(files.data(OWN), new byte[10])))
                .isInstanceOfAny(Outcome.Damaged.class, Outcome.Pushed.class);
    }

    @Test
    void aLayerThatIsReplacedBetweenPlanAndPushIsAnOutcome() {
        assertThat(afterwards(() -> Files.write(files.data(OWN), new byte[OWN.length])))
                .isInstanceOfAny(Outcome.Damaged.class, Outcome.Pushed.class);
    }

    @Test
    void aTagThatIsRewrittenBetweenPlanAndPushArrivesAsItWasPlanned() {
        assertThat(afterwards(() -> Files.writeString(files.link("p/later", "1"), image.digest())))
                .isEqualTo(new Outcome.Pushed());
    }

    @Test
    void aRepositoryThatIsRemovedBetweenPlanAndPushArrivesStillWhileItsBlobsAreThere() {
        assertThat(afterwards(() -> Trees.delete(files.repository("p/later")))).isEqualTo(new Outcome.Pushed());
    }
}
