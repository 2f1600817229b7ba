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
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.proof.Rescue;
import dev.salvor.proof.VerifiedRescue;
import dev.salvor.verify.Damage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync of a damaged storage and the proof after it say the same of each image, and that is what can be pulled. */
class RescueOfDamageTest {
    private static final byte[] BASE = TestContent.layer(1, 3_000);

    @TempDir
    Path root;

    @TempDir
    Path outside;

    @TempDir
    Path target;

    private StorageFiles files;
    private final Map<String, byte[]> layers = new LinkedHashMap<>();
    private final Map<String, Pushed> images = new LinkedHashMap<>();

    @BeforeEach
    void write() {
        StorageFixtures.variety(root);
        files = new StorageFiles(root);
    }

    private void writeImages(Set<String> names) {
        StorageFixtures.write(
                root,
                lab -> names.forEach(name -> {
                    String repository = "bad/" + name.toLowerCase(Locale.ROOT);
                    layers.put(name, TestContent.layer(100 + layers.size(), 2_000));
                    images.put(name, lab.image(repository, "1", List.of(BASE, layers.get(name))));
                }));
    }

    private void assertAgreement() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result sync = SyncRun.of(root, registry.host()).push();
            VerifiedRescue rescue = ProofRun.of(root, registry.host()).run();
            SortedMap<String, Rescue.Kind> proven = new TreeMap<>();
            rescue.images()
                    .forEach(image ->
                            proven.put(image.name().toString(), image.rescue().kind()));
            SortedMap<String, Rescue.Kind> told = new TreeMap<>();
            sync.outcomes().forEach((image, outcome) -> told.put(image, expected(outcome)));
            assertThat(proven).isEqualTo(told).containsValue(Rescue.Kind.DAMAGED);
            assertThat(rescue.isComplete()).isTrue();
            assertThat(rescue.isSourceAtFault()).isTrue();

            List<String> pullable =
                    new ArrayList<>(RegistryWalk.tags(registry.uri()).keySet());
            assertThat(proven.entrySet().stream()
                            .filter(each -> each.getValue() == Rescue.Kind.THERE)
                            .map(Map.Entry::getKey)
                            .filter(name -> !name.contains("@")))
                    .containsAll(pullable.stream().filter(proven::containsKey).toList())
                    .isSubsetOf(pullable);
        }
    }

    private static Rescue.Kind expected(Outcome outcome) {
        return switch (Tally.Kind.of(outcome)) {
            case PUSHED, THERE -> Rescue.Kind.THERE;
            case DAMAGED, UNSUPPORTED, UNREADABLE, NAMED_ONLY -> Rescue.Kind.DAMAGED;
            case CONFLICTS, NOT_IN_STORAGE, REFUSED, NOT_TRIED, FAILED -> throw new AssertionError(outcome);
        };
    }

    @Test
    void ofLayers() {
        Map<String, Damage> damages = Damage.ofLayers(files, outside);
        writeImages(damages.keySet());
        damages.forEach((name, damage) -> damage.plant(files.data(layers.get(name))));
        assertAgreement();
    }

    @Test
    void ofManifests() {
        Map<String, Damage> damages = new LinkedHashMap<>();
        damages.put("missing", Files::delete);
        damages.put("empty", file -> Files.write(file, new byte[0]));
        damages.put("flipped", Damage.flip());
        damages.put("truncated", file -> files.truncate(file, 100));
        damages.put("unreadable", files::makeUnreadable);
        writeImages(damages.keySet());
        damages.forEach(
                (name, damage) -> damage.plant(files.data(images.get(name).digest())));
        assertAgreement();
    }

    @Test
    void ofLinks() {
        Map<String, Damage> damages = new LinkedHashMap<>();
        damages.put("garbage", file -> Files.writeString(file, "nothing of the kind"));
        damages.put("short", file -> Files.writeString(file, "sha256:0123"));
        damages.put("directory", files::makeUnreadable);
        damages.put("missing", Files::delete);
        writeImages(damages.keySet());
        damages.forEach((name, damage) -> damage.plant(files.link("bad/" + name, "1")));
        assertAgreement();
    }

    @Test
    void ofWhatNoRegistryTakes() {
        files.plant("old/app", "schema1", "{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
        files.plant("old/app", "text", "no JSON".getBytes(StandardCharsets.UTF_8));
        assertAgreement();
    }

    @Test
    void ofAChildOfAnIndex() {
        byte[] arm = TestContent.layer(900, 2_000);
        StorageFixtures.write(root, lab -> {
            Pushed amd = lab.image("multi/app", null, List.of(BASE));
            Pushed other = lab.draft("multi/app")
                    .architecture("arm64")
                    .layers(List.of(arm))
                    .push(null);
            lab.index("multi/app", "1", amd, other);
        });
        files.delete(files.data(arm));
        assertAgreement();
    }

    /** Sizes do not show it, so that it is the registry that lacks the image, until the storage is read as well. */
    @Test
    void ofBytesThatOnlyReadingShows() {
        writeImages(Set.of("flipped"));
        Damage.flip().plant(files.data(layers.get("flipped")));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result sync = SyncRun.of(root, registry.host()).push();
            assertThat(sync.outcomes().get("bad/flipped:1")).isInstanceOf(Outcome.Damaged.class);
            ProofRun proof = ProofRun.of(root, registry.host());
            assertThat(ProofRun.open(proof.run())).isEqualTo(Map.of("bad/flipped:1", Rescue.Kind.MISSING));
            VerifiedRescue both =
                    proof.knowing(Set.of(Digest.of(layers.get("flipped")))).run();
            assertThat(ProofRun.open(both)).isEqualTo(Map.of("bad/flipped:1", Rescue.Kind.DAMAGED));
        }
    }

    /** What the storage lost after a sync is no gap of the registry: all of it can be pulled there. */
    @Test
    void whatIsDamagedSinceTheSyncIsThereAndRight() {
        writeImages(Set.of("lost", "unknown"));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(root, registry.host()).push();
            files.delete(files.data(layers.get("lost")));
            files.delete(files.data(images.get("unknown").digest()));
            assertThat(ProofRun.open(ProofRun.of(root, registry.host()).run()))
                    .isEqualTo(Map.of("bad/unknown:1", Rescue.Kind.DAMAGED));
        }
    }
}
