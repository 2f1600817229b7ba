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
import dev.salvor.lab.damage.Damage;
import dev.salvor.lab.damage.DamagedStorage;
import dev.salvor.outcome.Tally;
import dev.salvor.progress.SyncProgress;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.RegistryProof;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import dev.salvor.verify.ReadRecord;
import dev.salvor.verify.StorageVerifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync of a damaged storage and the proof after it say the same of each image, and that is what can be pulled. */
class ProofOfDamageTest {
    @TempDir
    Path directory;

    @TempDir
    Path target;

    @Test
    void allKindsOfDamageAreNoGapOfTheRegistryAndWhatIsSoundIsThere() {
        DamagedStorage storage = DamagedStorage.plant(directory);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result sync = SyncRun.of(storage.root(), registry.host()).push();
            SortedMap<String, ImageProof.Kind> told = new TreeMap<>();
            sync.images().forEach(image -> told.put(image.name().toString(), expected(Tally.Kind.of(image.outcome()))));

            RegistryProof knowing = ProofRun.of(storage.root(), registry.host())
                    .knowing(broken(storage.root()))
                    .run();
            assertThat(DamagedStorage.differences(told, kinds(knowing))).isEmpty();
            assertThat(knowing.isComplete()).isTrue();
            assertThat(knowing.isSourceAtFault()).isTrue();

            // whoever asks for sizes only takes a blob with other bytes for a whole one
            RegistryProof quick = ProofRun.of(storage.root(), registry.host()).run();
            for (Damage damage : Damage.values()) {
                if (!damage.quickVerdict().equals(damage.verdict())) {
                    told.put(damage.image(), ImageProof.Kind.MISSING);
                }
            }
            assertThat(DamagedStorage.differences(told, kinds(quick))).isEmpty();

            Collection<String> pullable = RegistryWalk.tags(registry.uri()).keySet();
            assertThat(there(knowing)).isSubsetOf(pullable);
            assertThat(pullable.stream().filter(told::containsKey)).isSubsetOf(there(knowing));
        }
    }

    /** Those of tags. */
    private static List<String> there(RegistryProof proof) {
        return proof.images().stream()
                .filter(image -> image.name().tag().isPresent() && image.proof() instanceof ImageProof.There)
                .map(image -> image.name().toString())
                .toList();
    }

    private static SortedMap<String, ImageProof.Kind> kinds(RegistryProof proof) {
        SortedMap<String, ImageProof.Kind> kinds = new TreeMap<>();
        proof.images()
                .forEach(image ->
                        kinds.put(image.name().toString(), image.proof().kind()));
        return kinds;
    }

    private static ImageProof.Kind expected(Tally.Kind kind) {
        return switch (kind) {
            case PUSHED, THERE -> ImageProof.Kind.THERE;
            case DAMAGED, UNSUPPORTED, UNREADABLE -> ImageProof.Kind.DAMAGED;
            default -> throw new AssertionError(kind);
        };
    }

    private static Set<Digest> broken(Path root) {
        return new StorageVerifier(
                        new StorageVerifier.Request(Storage.open(root), Selection.all(), 4, true, ReadRecord.none()),
                        new SyncProgress())
                .run()
                .broken();
    }

    /** What the storage lost after a sync is no gap of the registry: all of it can be pulled there. */
    @Test
    void whatIsDamagedSinceTheSyncIsThereAndRight() {
        byte[] layer = TestContent.layer(2, 2_000);
        Pushed[] unknown = new Pushed[1];
        StorageFixtures.write(directory, images -> {
            images.image("p/lost", "1", List.of(layer));
            unknown[0] = images.image("p/unknown", "1", List.of(TestContent.layer(3, 2_000)));
        });
        StorageFiles files = new StorageFiles(directory);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(directory, registry.host()).push();
            files.delete(files.data(layer));
            files.delete(files.data(unknown[0].digest()));
            assertThat(ProofRun.open(ProofRun.of(directory, registry.host()).run()))
                    .isEqualTo(Map.of("p/unknown:1", ImageProof.Kind.DAMAGED));
        }
    }
}
