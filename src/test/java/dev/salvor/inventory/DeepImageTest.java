// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.image.Nesting;
import dev.salvor.lab.NestedIndexes;
import dev.salvor.lab.StorageFiles;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Indexes in indexes: scan and inspect agree on them, and get to the end of a storage that has them. */
@Timeout(60)
class DeepImageTest {
    private static final Map<String, Boolean> EXPECTED = Map.of(
            "deep", false, "lattice", true, "longest-way", false, "most", true, "one-more", false, "sound", true);

    @TempDir
    Path root;

    private Storage storage;

    @BeforeEach
    void writeStorage() {
        StorageFiles files = new StorageFiles(root);
        NestedIndexes indexes = new NestedIndexes(files);
        files.plant("p/app", "sound", indexes.image());
        files.plant("p/app", "most", indexes.chain(Nesting.MOST));
        files.plant("p/app", "one-more", indexes.chain(Nesting.MOST + 1));
        files.plant("p/app", "deep", indexes.chain(10_000));
        files.plant("p/app", "lattice", indexes.lattice(Nesting.MOST));
        files.plant("p/app", "longest-way", indexes.chainNamedFromItsEnd(Nesting.MOST + 1));
        storage = Storage.open(root);
    }

    @Test
    void aScanGoesOnAndFindsTheRestWhole() {
        Inventory inventory = new StorageInventory(storage, Selection.all(), 2, new SyncProgress()).take();
        Map<String, Boolean> whole = new TreeMap<>();
        inventory
                .images()
                .forEach(image -> whole.put(
                        image.name().reference().toString(),
                        image.manifest().state() instanceof ManifestSummary.State.Whole));
        assertThat(whole).isEqualTo(EXPECTED);
        assertThat(inventory.images())
                .filteredOn(image -> EXPECTED.get(image.name().reference().toString()))
                .allSatisfy(image -> assertThat(image.manifest().platforms()).hasToString("[linux/amd64]"));
    }

    @Test
    void inspectSaysTheSameAndNamesThePartsThatLieTooDeep() {
        EXPECTED.forEach((tag, whole) -> {
            Inspection.Found found = (Inspection.Found) new Inspector(storage, _ -> {})
                    .inspect(ImageName.tryParse("p/app:" + tag).orElseThrow());
            assertThat(found.isWhole()).as(tag).isEqualTo(whole);
            assertThat(found.root().all().filter(Part::isFaulty))
                    .as(tag)
                    .hasSize(whole ? 0 : 1)
                    .allSatisfy(part -> assertThat(part.state()).hasToString(unsupported()));
        });
    }

    private static String unsupported() {
        return new Part.State.Unsupported(Nesting.TOO_DEEP).toString();
    }
}
