// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.inventory.ManifestSummary.State;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.outcome.Tally;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scan and inspect walk an image in two ways; on any damage they must come to the same end. */
class FaultAgreementTest {
    private static final int DAMAGED_FILES = 24;

    @TempDir
    Path root;

    private StorageFiles files;

    @BeforeEach
    void writeADamagedStorage() throws IOException {
        StorageFixtures.variety(root);
        files = new StorageFiles(root);
        files.plant("old/app", "schema1", "{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
        files.plant("old/app", "nonsense", "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8));
        files.plant("old/app", "text", "no JSON".getBytes(StandardCharsets.UTF_8));
        files.truncate(files.link("solo", "latest"), 0);
        files.makeUnreadable(files.link("solo", "1.0.0"));
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root.resolve("docker/registry/v2/blobs"))) {
            walk.filter(Files::isRegularFile).sorted().forEach(all::add);
        }
        Collections.shuffle(all, new Random(7));
        for (int i = 0; i < DAMAGED_FILES; i++) {
            damage(all.get(i), i);
        }
    }

    @Test
    void bothFindTheSameImagesWhole() {
        Storage storage = Storage.open(root);
        Inventory inventory = new StorageInventory(storage, Selection.all(), 4, new SyncProgress()).take();
        Inspector inspector = new Inspector(storage, _ -> {});
        Map<String, Boolean> scanned = new TreeMap<>();
        Map<String, Boolean> inspected = new TreeMap<>();
        inventory.images().forEach(image -> {
            String name = image.name().toString();
            scanned.put(name, image.manifest().state() instanceof State.Whole);
            inspected.put(
                    name,
                    inspector.inspect(ImageName.tryParse(name).orElseThrow()).isWhole());
        });
        assertThat(inspected).isEqualTo(scanned);
        assertThat(scanned.values()).contains(true, false);
        Tally faults = inventory.faults();
        assertThat(List.of(Tally.Kind.DAMAGED, Tally.Kind.UNSUPPORTED, Tally.Kind.UNREADABLE))
                .allMatch(kind -> faults.count(kind) > 0);
    }

    @Test
    void aRevisionWithoutAnyTagIsCountedAndNamed() throws IOException {
        StorageFixtures.write(root, images -> images.image("harbor215/app", null, List.of()));
        Inventory inventory = new StorageInventory(Storage.open(root), Selection.all(), 4, new SyncProgress()).take();
        assertThat(inventory.findings().untagged()).extracting(Object::toString).containsExactly("harbor215/app");
    }

    private void damage(Path file, int i) {
        switch (i % 4) {
            case 0 -> files.delete(file);
            case 1 -> files.truncate(file, 10);
            case 2 -> files.append(file, "x");
            default -> files.makeUnreadable(file);
        }
    }
}
