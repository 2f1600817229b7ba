// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.damage.Damage;
import dev.salvor.lab.damage.DamagedStorage;
import dev.salvor.outcome.Tally;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is damaged, everything else arrives with its digest, and what does not is told with the right word. */
class DamageCatalogueSyncTest {
    @TempDir
    Path directory;

    @TempDir
    Path target;

    @Test
    void eachImageThatNobodyDamagedArrivesAndTheOthersAreTold() {
        DamagedStorage storage = DamagedStorage.plant(directory);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage.root(), registry.host()).push();
            SortedMap<String, Tally.Kind> found = new TreeMap<>();
            result.images().stream()
                    .filter(image -> image.name().tag().isPresent())
                    .forEach(image -> found.put(image.name().toString(), Tally.Kind.of(image.outcome())));
            assertThat(storage.mistakes(found, Damage::outcome, Tally.Kind.PUSHED))
                    .isEmpty();
            Map<String, String> arrived = RegistryWalk.tags(registry.uri());
            // what lists referrers there
            arrived.keySet().removeIf(name -> name.matches(".*:sha256-[0-9a-f]{64}"));
            assertThat(DamagedStorage.differences(
                            storage.arriving(damage -> damage.outcome() == Tally.Kind.PUSHED), arrived))
                    .isEmpty();
        }
    }
}
