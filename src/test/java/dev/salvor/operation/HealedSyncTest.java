// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.SpareShape;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.HealedPart;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.source.Spare;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a storage lacks or has broken comes from places beside it. */
class HealedSyncTest {
    private static final byte[] SHARED = TestContent.layer(1, 9_000);
    private static final byte[] OWN = TestContent.layer(2, 9_000);
    private static final byte[] FLIPPED = TestContent.layer(3, 9_000);
    private static final byte[] LOST = TestContent.layer(4, 900);

    @TempDir
    Path root;

    @TempDir
    Path target;

    private Path storage;
    private StorageFiles files;
    private SortedMap<String, String> expected;
    private final List<String> notices = new ArrayList<>();
    private Pushed byManifest;

    @BeforeEach
    void writeStorage() {
        storage = root.resolve("storage");
        files = new StorageFiles(storage);
        StorageFixtures.write(storage, images -> {
            images.image("p/sound", "1.0", List.of(SHARED));
            images.image("p/layer", "1.0", List.of(SHARED, OWN));
            byManifest = images.image("p/manifest", "1.0", List.of(SHARED, TestContent.layer(5, 90)));
            images.image("p/flipped", "1.0", List.of(SHARED, FLIPPED));
            images.image("p/lost", "1.0", List.of(SHARED, LOST));
        });
        expected = StorageWalk.tags(storage);
    }

    /** Of each kind of damage one; what is put into the place first is whole. */
    private void damage() throws IOException {
        byte[] other = FLIPPED.clone();
        other[100] ^= 1;
        Files.write(files.data(FLIPPED), other);
        files.delete(files.data(OWN));
        files.truncate(files.data(byManifest.digest()), 100);
        files.delete(files.data(LOST));
    }

    private Spare spare(Path place) {
        return LocalSpares.open(place, notices::add);
    }

    private SyncRun healing(RegistryProcess registry, Path... places) {
        List<Spare> spares = Stream.of(places).map(this::spare).toList();
        return SyncRun.of(storage, registry.host()).over(source -> new HealedSource(source, spares));
    }

    @Test
    void anExportTellsWhatItHealedAndIsWhole() throws IOException {
        Path place = root.resolve("place");
        SpareShape.HEX.put(place, OWN);
        SpareShape.HEX.put(place, byManifest.bytes());
        damage();
        Path carried = root.resolve("carried");
        ExportRun.Result result = ExportRun.toDirectories(storage, carried, LinkMode.AUTO)
                .over(source -> new HealedSource(source, List.of(spare(place))))
                .run();
        assertThat(result.outcomes().get("p/lost:1.0")).isInstanceOf(Outcome.Damaged.class);
        assertThat(result.healed().images()).hasSize(2);
        assertThat(result.images())
                .filteredOn(image -> !image.healed().isEmpty())
                .extracting(image -> image.name().toString())
                .containsExactlyInAnyOrder("p/layer:1.0", "p/manifest:1.0");
        assertThat(carried.resolve("p/layer:1.0").resolve(Digest.of(OWN).hex())).hasBinaryContent(OWN);
        assertThat(carried.resolve("p/manifest:1.0/manifest.json")).hasBinaryContent(byManifest.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStorageLacksComesFromAPlaceOfAnyShape(SpareShape shape) throws IOException {
        Path place = root.resolve("place");
        shape.put(place, OWN);
        shape.put(place, FLIPPED);
        shape.put(place, byManifest.bytes());
        damage();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = healing(registry, place).push();
            assertThat(result.outcomes().get("p/lost:1.0")).isInstanceOf(Outcome.Damaged.class);
            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(4);
            expected.remove("p/lost:1.0");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
            assertThat(healed(result))
                    .isEqualTo(Map.of(
                            "p/layer:1.0", List.of("blob " + Digest.of(OWN) + " " + place),
                            "p/flipped:1.0", List.of("blob " + Digest.of(FLIPPED) + " " + place),
                            "p/manifest:1.0", List.of("manifest " + byManifest.digest() + " " + place)));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aPlanPromisesWhatIsThereAndNothingElse() throws IOException {
        Path place = root.resolve("place");
        SpareShape.HEX.put(place, OWN);
        damage();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = healing(registry, place).plan();
            assertThat(result.plan().images())
                    .extracting(image -> image.name().toString())
                    // the flipped one shows only while it is sent
                    .containsExactlyInAnyOrder("p/sound:1.0", "p/layer:1.0", "p/flipped:1.0");
            assertThat(result.count(Tally.Kind.DAMAGED)).isEqualTo(2);
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    @Test
    void wrongBytesUnderTheRightNameAreNotSent() throws IOException {
        Path place = root.resolve("place");
        byte[] wrong = OWN.clone();
        wrong[7] ^= 1;
        SpareShape.HEX.put(place, Digest.of(OWN), wrong);
        byte[] manifest = byManifest.bytes().clone();
        manifest[0] = ' ';
        SpareShape.HEX.put(place, Digest.of(byManifest.bytes()), manifest);
        damage();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = healing(registry, place).push();
            assertThat(result.outcomes().get("p/layer:1.0"))
                    .isEqualTo(new Outcome.Damaged("blob " + Digest.of(OWN) + " is missing"));
            assertThat(result.outcomes().get("p/manifest:1.0")).isInstanceOf(Outcome.Damaged.class);
            assertThat(registry.accessLog().uploadedDigests())
                    .doesNotContain(Digest.of(OWN).toString());
            assertThat(notices)
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("not used").contains(place.toString()));
        }
    }

    @Test
    void eachOfTwoPlacesGivesWhatItHas() throws IOException {
        Path first = root.resolve("first");
        Path second = root.resolve("second");
        byte[] wrong = FLIPPED.clone();
        wrong[9] ^= 1;
        SpareShape.DASH.put(first, OWN);
        SpareShape.DASH.put(first, Digest.of(FLIPPED), wrong);
        SpareShape.OCI_LAYOUT.put(second, FLIPPED);
        SpareShape.OCI_LAYOUT.put(second, LOST);
        SpareShape.OCI_LAYOUT.put(second, byManifest.bytes());
        damage();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = healing(registry, first, second).push();
            assertThat(result.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
            assertThat(healed(result).get("p/flipped:1.0"))
                    .containsExactly("blob " + Digest.of(FLIPPED) + " " + second);
            AccessLog log = registry.accessLog();
            assertThat(log.linked().values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void noPlaceIsWrittenToAndNoneOfTheStorageEither() throws IOException {
        Path place = root.resolve("place");
        SpareShape.CONTAINERD.put(place, OWN);
        damage();
        Map<String, String> before = states();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            healing(registry, place).push();
        }
        assertThat(states()).isEqualTo(before);
    }

    private Map<String, String> states() throws IOException {
        Map<String, String> states = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                states.put(
                        path.toString(),
                        Files.readAttributes(path, "unix:ino,size,lastModifiedTime,ctime,nlink")
                                .toString());
            }
        }
        return states;
    }

    private static Map<String, List<String>> healed(SyncRun.Result result) {
        return result.images().stream()
                .filter(image -> !image.healed().isEmpty())
                .collect(Collectors.toMap(
                        image -> image.name().toString(),
                        image -> image.healed().stream()
                                .map(HealedSyncTest::brief)
                                .toList()));
    }

    private static String brief(HealedPart part) {
        return (part.isManifest() ? "manifest " : "blob ") + part.digest() + " " + part.spare();
    }
}
