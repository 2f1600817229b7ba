// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged storage loses is told, and everything else arrives. */
class DamageTest {
    private static final byte[] SHARED = TestContent.layer(1, 9_000);
    private static final byte[] OWN = TestContent.layer(2, 9_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private final List<Pushed> pushed = new ArrayList<>();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            pushed.add(images.image("p/broken", "1.0", List.of(SHARED, OWN)));
            pushed.add(images.image("p/sound", "1.0", List.of(SHARED)));
        });
    }

    @Test
    void aMissingLayerDamagesTheImagesThatNeedIt() throws IOException {
        Files.delete(data(Digest.of(OWN).toString()));
        assertOnlyTheSoundArrives(Outcome.Damaged.class, "missing");
    }

    @Test
    void anIndexThatIsDamagedInPartSaysWhichOfItsPlatformsAreWhole() throws IOException {
        byte[] layer = TestContent.layer(3, 900);
        StorageFixtures.write(storage, images -> {
            Pushed amd = images.image("p/multi", null, List.of(SHARED));
            Pushed arm = images.draft("p/multi")
                    .architecture("arm64")
                    .layers(List.of(layer))
                    .push(null);
            images.index("p/multi", "1.0", amd, arm);
        });
        Files.delete(data(Digest.of(layer).toString()));

        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host()).plan().outcomes().get("p/multi:1.0"))
                    .isEqualTo(new Outcome.Damaged(
                            "blob " + Digest.of(layer) + " is missing; whole for linux/amd64, not for linux/arm64"));
        }
    }

    @Test
    void aLayerThatIsTooShortIsNeverSent() throws IOException {
        Files.write(data(Digest.of(OWN).toString()), new byte[] {1, 2, 3});
        assertOnlyTheSoundArrives(Outcome.Damaged.class, "3 bytes on disk");
    }

    @Test
    void aLayerWithAFlippedByteIsFoundByTheRegistryAndProvenOnDisk() throws IOException {
        byte[] flipped = OWN.clone();
        flipped[100] ^= 1;
        Files.write(data(Digest.of(OWN).toString()), flipped);
        assertOnlyTheSoundArrives(Outcome.Damaged.class, "their digest is " + Digest.of(flipped));
    }

    @Test
    void anEmptyManifestDamagesItsTag() throws IOException {
        Files.write(data(pushed.getFirst().digest()), new byte[0]);
        assertOnlyTheSoundArrives(Outcome.Damaged.class, "manifest");
    }

    @Test
    void aLinkThatIsCutShortDamagesItsTagWhereNoIndexSaysWhatItHeld() throws IOException {
        Path tag = repository("p/broken").resolve("_manifests/tags/1.0");
        Files.writeString(tag.resolve("current/link"), "sha256:0123");
        Trees.delete(tag.resolve("index"));
        assertOnlyTheSoundArrives(Outcome.Damaged.class, "");
    }

    @Test
    void aDirectoryInPlaceOfALayerIsUnreadable() throws IOException {
        Path file = data(Digest.of(OWN).toString());
        Files.delete(file);
        Files.createDirectory(file);
        assertOnlyTheSoundArrives(Outcome.Unreadable.class, "");
    }

    @Test
    void schema1IsSaidToBeUndeliverable() throws IOException {
        byte[] schema1 = "{\"schemaVersion\":1,\"name\":\"p/broken\",\"fsLayers\":[]}".getBytes(StandardCharsets.UTF_8);
        Path file = data(Digest.of(schema1).toString());
        Files.createDirectories(file.getParent());
        Files.write(file, schema1);
        Files.writeString(
                repository("p/broken").resolve("_manifests/tags/1.0/current/link"),
                Digest.of(schema1).toString());
        assertOnlyTheSoundArrives(Outcome.Unsupported.class, "schema 1");
    }

    @Test
    void aRepositoryWithRevisionsButNoTagsIsNamed() throws IOException {
        Trees.delete(repository("p/broken").resolve("_manifests/tags"));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(result.plan().findings().untagged())
                    .extracting(Object::toString)
                    .containsExactly("p/broken");
            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(1);
        }
    }

    @Test
    void aStorageWithoutRepositoriesIsNoSuccess() throws IOException {
        Trees.delete(storage.resolve("docker/registry/v2/repositories"));
        Files.createDirectory(storage.resolve("docker/registry/v2/repositories"));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host());
            assertThatThrownBy(run::push)
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining(storage.toRealPath().toString());
        }
    }

    @Test
    void nothingInTheStorageIsEverWritten() throws IOException {
        Map<Path, String> before = snapshot();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    private void assertOnlyTheSoundArrives(Class<? extends Outcome> outcome, String words) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(result.outcomes().get("p/broken:1.0"))
                    .isInstanceOf(outcome)
                    .asString()
                    .contains(words);
            assertThat(result.outcomes().get("p/sound:1.0")).isEqualTo(new Outcome.Pushed());
            SortedMap<String, String> expected = StorageWalk.tags(storage);
            expected.remove("p/broken:1.0");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
        }
    }

    private Path data(String digest) {
        String hex = digest.substring("sha256:".length());
        return storage.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
    }

    private Path repository(String name) {
        return storage.resolve("docker/registry/v2/repositories/" + name);
    }

    private Map<Path, String> snapshot() throws IOException {
        try (var paths = Files.walk(storage)) {
            Map<Path, String> state = new TreeMap<>();
            for (Path path : paths.toList()) {
                state.put(
                        path,
                        Files.getLastModifiedTime(path) + (Files.isRegularFile(path) ? " " + Files.size(path) : ""));
            }
            return state;
        }
    }
}
