// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.damage.Damage;
import dev.salvor.lab.damage.DamagedStorage;
import dev.salvor.lab.damage.Replica;
import dev.salvor.outcome.Tally;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each image whose content is damaged is healed from a storage that lacks all the rest; what only its links knew is lost. */
class DamageCatalogueHealTest {
    @TempDir
    Path directory;

    @TempDir
    Path target;

    @Test
    void eachHealableImageArrivesFromTwoStoragesNeitherOfWhichHasAllOfIt() {
        Path replica = directory.resolve("replica");
        DamagedStorage storage = DamagedStorage.plant(directory, root -> Replica.copy(root, replica));
        Replica.keepWhatIsBroken(replica, storage.root());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage.root(), registry.host())
                    .over(source -> new HealedSource(source, List.of(LocalSpares.open(replica, _ -> {}))))
                    .push();
            Map<String, Tally.Kind> found = new TreeMap<>();
            result.images().stream()
                    .filter(image -> image.name().tag().isPresent())
                    .forEach(image -> found.put(image.name().toString(), Tally.Kind.of(image.outcome())));
            assertThat(storage.mistakes(
                            found,
                            damage -> damage.isHealable() ? Tally.Kind.PUSHED : damage.outcome(),
                            Tally.Kind.PUSHED))
                    .isEmpty();
            Map<String, String> arrived = RegistryWalk.tags(registry.uri());
            // what lists referrers there
            arrived.keySet().removeIf(name -> name.matches(".*:sha256-[0-9a-f]{64}"));
            assertThat(DamagedStorage.differences(storage.arriving(DamageCatalogueHealTest::isDelivered), arrived))
                    .isEmpty();
        }
    }

    private static boolean isDelivered(Damage damage) {
        return damage.isHealable() || damage.outcome() == Tally.Kind.PUSHED;
    }
}
