// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.SpareShape;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Spare;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged stays damaged, and what could be done about it is said. */
class HealableTest {
    private static final byte[] SHARED = TestContent.layer(1, 9_000);
    private static final byte[] OWN = TestContent.layer(2, 9_000);
    private static final byte[] FLIPPED = TestContent.layer(3, 9_000);
    private static final byte[] ARM = TestContent.layer(4, 900);

    @TempDir
    Path root;

    private Path storage;
    private StorageFiles files;
    private Pushed index;
    private Pushed arm;

    @BeforeEach
    void writeDamagedStorage() throws IOException {
        storage = root.resolve("storage");
        files = new StorageFiles(storage);
        StorageFixtures.write(storage, images -> {
            images.image("p/sound", "1.0", List.of(SHARED));
            images.image("p/layer", "1.0", List.of(SHARED, OWN));
            images.image("p/flipped", "1.0", List.of(SHARED, FLIPPED));
            arm = images.draft("p/multi")
                    .architecture("arm64")
                    .layers(List.of(ARM))
                    .push(null);
            index = images.index("p/multi", "1.0", images.image("p/multi", null, List.of(SHARED)), arm);
        });
        files.delete(files.data(OWN));
        files.delete(files.data(index.digest()));
        files.delete(files.data(ARM));
        byte[] other = FLIPPED.clone();
        other[100] ^= 1;
        Files.write(files.data(FLIPPED), other);
    }

    private VerifiedStorage verify(boolean content, Path... places) {
        List<Spare> spares =
                Stream.of(places).map(place -> LocalSpares.open(place, _ -> {})).toList();
        ImageSource healed = new HealedSource(Storage.open(storage), spares);
        return VerifyRun.run(healed, Selection.all(), content, ReadRecord.none());
    }

    @Test
    void anImageWhoseIndexIsLostIsHealedOnlyIfWhatThatListsIsThereToo() {
        Path place = root.resolve("place");
        SpareShape.HEX.put(place, index.bytes());
        VerifiedStorage half = verify(false, place);
        assertThat(half.healable().images().images()).isEmpty();
        assertThat(half.healable().found()).isEqualTo(Map.of(Digest.parse(index.digest()), place.toString()));
        assertThat(half.lost()).isEqualTo(2);

        SpareShape.HEX.put(place, ARM);
        assertThat(healed(verify(false, place)))
                .isEqualTo(Map.of("p/multi:1.0", List.of("blob " + Digest.of(ARM), "manifest " + index.digest())));
    }

    @Test
    void verdictsAndCausesAreThoseOfTheStorageItself() {
        Path place = root.resolve("place");
        SpareShape.HEX.put(place, index.bytes());
        SpareShape.HEX.put(place, ARM);
        SpareShape.HEX.put(place, OWN);
        VerifiedStorage healed = verify(false, place);
        VerifiedStorage alone = VerifyRun.quick(storage);
        assertThat(healed.images()).isEqualTo(alone.images());
        assertThat(healed.causes()).isEqualTo(alone.causes());
        assertThat(healed.isWhole()).isFalse();
        assertThat(healed(healed)).containsOnlyKeys("p/layer:1.0", "p/multi:1.0");
        assertThat(healed.lost()).isZero();
    }

    @Test
    void whatOnlyReadingShowsToBeBrokenIsLookedForToo() {
        Path place = root.resolve("place");
        SpareShape.OCI_LAYOUT.put(place, FLIPPED);
        assertThat(healed(verify(false, place))).isEmpty();
        VerifiedStorage read = verify(true, place);
        assertThat(healed(read)).isEqualTo(Map.of("p/flipped:1.0", List.of("blob " + Digest.of(FLIPPED))));
        assertThat(read.lost()).isEqualTo(2);
    }

    private static Map<String, List<String>> healed(VerifiedStorage verification) {
        Map<String, List<String>> brief = new TreeMap<>();
        verification
                .healable()
                .images()
                .images()
                .forEach((name, parts) -> brief.put(
                        name.toString(),
                        parts.stream()
                                .map(part -> (part.isManifest() ? "manifest " : "blob ") + part.digest())
                                .sorted()
                                .toList()));
        return brief;
    }
}
