// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static dev.salvor.operation.SampleReports.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.ManifestSummary.Kind;
import dev.salvor.inventory.ManifestSummary.State;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Tally;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.ImageList;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan says of a storage that a registry wrote, and that nothing is wrong with. */
class StorageInventoryTest {
    @TempDir
    static Path root;

    private static SortedMap<String, String> written;

    @BeforeAll
    static void writeStorage() {
        written = StorageFixtures.variety(root);
    }

    @Test
    void everyTagIsThereWithItsDigestAndWhole() {
        Inventory inventory = take(Selection.all(), 8);
        assertThat(inventory.images().stream()
                        .collect(Collectors.toMap(
                                image -> image.name().toString(),
                                image -> image.link().orElseThrow().digest().toString())))
                .isEqualTo(written);
        assertThat(inventory.images()).allMatch(image -> image.manifest().state() instanceof State.Whole);
        assertThat(inventory.images()).isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
        assertThat(inventory.findings().tags()).isEqualTo(written.size());
        assertThat(inventory.findings().problems()).isEmpty();
        assertThat(inventory.faults().undelivered()).isEmpty();
    }

    @Test
    void oneJobFindsTheSameAsMany() {
        assertThat(take(Selection.all(), 1)).isEqualTo(take(Selection.all(), 16));
    }

    @Test
    void kindsAndMediaTypesAreTold() {
        Map<String, ManifestSummary> images = manifests(take(Selection.all(), 4));
        assertThat(images.get("solo:1.0"))
                .returns(Kind.IMAGE, ManifestSummary::kind)
                .extracting(image -> image.mediaType().value())
                .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
        assertThat(images.get("team/multi:list").mediaType().value())
                .isEqualTo("application/vnd.docker.distribution.manifest.list.v2+json");
        assertThat(images.get("team/multi:index").kind()).isEqualTo(Kind.INDEX);
        assertThat(images.get("charts/signed:sbom").kind()).isEqualTo(Kind.ARTIFACT);
        assertThat(images.get("charts/app:0.1.0").kind()).isEqualTo(Kind.ARTIFACT);
    }

    @Test
    void platformsComeFromConfigsAndFromDescriptorsAlsoOfNestedIndexes() {
        Map<String, ManifestSummary> images = manifests(take(Selection.all(), 4));
        assertThat(images.get("solo:1.0").platforms()).hasToString("[linux/amd64]");
        assertThat(images.get("team/multi:list").platforms()).hasToString("[linux/amd64, linux/arm64]");
        assertThat(images.get("team/multi:nested").platforms()).hasToString("[linux/amd64, linux/arm64]");
        assertThat(images.get("team/multi:nested-untagged").platforms()).hasToString("[linux/arm64]");
        assertThat(images.get("charts/app:0.1.0").platforms()).isEmpty();
    }

    @Test
    void uniqueBytesAreThoseOfTheFilesOnDisk() throws IOException {
        ContentTotal.Sum content = take(Selection.all(), 4).content();
        Set<Path> ofUntagged = new HashSet<>(files());
        ofUntagged.removeAll(filesOfTags());
        long bytes = 0;
        for (Path file : filesOfTags()) {
            bytes += Files.size(file);
        }
        assertThat(content.bytes()).isEqualTo(bytes);
        assertThat(content.manifests() + content.blobs())
                .isEqualTo(filesOfTags().size());
        // the fixture has revisions without a tag, which are nobody's image
        assertThat(ofUntagged).isNotEmpty();
    }

    @Test
    void theSizeOfAnImageCountsASharedPartOnce(@TempDir Path small) throws IOException {
        byte[] layer = TestContent.layer(1, 3_000);
        List<Pushed> pushed = new ArrayList<>();
        StorageFixtures.write(small, images -> {
            Pushed one = images.image("p/a", null, List.of(layer, layer));
            pushed.add(one);
            pushed.add(images.list("p/a", "twice", one, one));
        });
        Inventory inventory = inventory(small, Selection.all(), 2);
        long config =
                files(small).stream().mapToLong(StorageInventoryTest::size).sum()
                        - layer.length
                        - pushed.get(0).size()
                        - pushed.get(1).size();
        long expected = layer.length + pushed.get(0).size() + pushed.get(1).size() + config;
        assertThat(manifests(inventory).get("p/a:twice").state()).isEqualTo(new State.Whole(expected));
        assertThat(inventory.content()).isEqualTo(new ContentTotal.Sum(2, 2, expected));
    }

    @Test
    void onlyWhatWasSelectedIsLookedAtAndAllIsCounted() {
        ImageList list = ImageList.parse(List.of("solo:1.0", "solo:nosuch"), "a test");
        Inventory inventory = take(new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.of(list)), 4);
        assertThat(inventory.images()).extracting(ImageSummary::name).containsExactly(name("solo:1.0"));
        assertThat(inventory.findings().tags()).isEqualTo(written.size());
        assertThat(inventory.findings().notFound()).containsExactly(name("solo:nosuch"));
        assertThat(inventory.faults().count(Tally.Kind.NOT_IN_STORAGE)).isEqualTo(1);
    }

    @Test
    void attestationsRunNowhere(@TempDir Path small) {
        String child = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                + "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"size\":%d,\"digest\":\"%s\","
                + "\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}},"
                + "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"size\":%d,\"digest\":\"%s\","
                + "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}}]}";
        StorageFixtures.write(small, images -> {
            Pushed image = images.ociImage("p/a", null, List.of(TestContent.layer(1, 500)));
            Pushed attestation = images.ociImage("p/a", null, List.of(TestContent.layer(2, 500)));
            byte[] index = child.formatted(
                            image.size(), image.digest(), "linux", "s390x", attestation.size(), attestation.digest())
                    .getBytes(StandardCharsets.UTF_8);
            images.manifest("p/a", "1", "application/vnd.oci.image.index.v1+json", index);
        });
        assertThat(manifests(inventory(small, Selection.all(), 2)).get("p/a:1").platforms())
                .hasToString("[linux/s390x]");
    }

    @Test
    void aStorageWithoutRepositoriesIsNoSuccess(@TempDir Path empty) throws IOException {
        Files.createDirectories(empty.resolve("docker/registry/v2/repositories"));
        assertThatThrownBy(() -> inventory(empty, Selection.all(), 2))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("no repository");
    }

    @Test
    void namesNeedNoManifest(@TempDir Path small) throws IOException {
        StorageFixtures.write(small, images -> {
            images.image("p/b", "1", List.of());
            images.image("p/a", "2", List.of());
            images.image("p/a", "10", List.of());
        });
        new StorageFiles(small).truncate(new StorageFiles(small).link("p/a", "2"), 0);
        for (Path file : files(small)) {
            Files.delete(file);
        }
        NameList names = NameList.read(new SelectedScan(Storage.open(small), Selection.all(), new SyncProgress()));
        assertThat(names.names()).containsExactly(name("p/a:10"), name("p/a:2"), name("p/b:1"));
        assertThat(names.broken()).extracting(ImageResult::name).containsExactly(name("p/a:2"));
        assertThat(names.faults().count(Tally.Kind.DAMAGED)).isEqualTo(1);
    }

    private static Map<String, ManifestSummary> manifests(Inventory inventory) {
        return inventory.images().stream()
                .collect(Collectors.toMap(image -> image.name().toString(), ImageSummary::manifest));
    }

    private static Inventory take(Selection selection, int jobs) {
        return inventory(root, selection, jobs);
    }

    private static Inventory inventory(Path storage, Selection selection, int jobs) {
        return new StorageInventory(Storage.open(storage), selection, jobs, new SyncProgress()).take();
    }

    private static List<Path> files() throws IOException {
        return files(root);
    }

    private static List<Path> files(Path storage) throws IOException {
        try (Stream<Path> walk = Files.walk(storage.resolve("docker/registry/v2/blobs"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    /** By inspection, which walks by itself. */
    private static Set<Path> filesOfTags() {
        Inspector inspector = new Inspector(Storage.open(root), _ -> {});
        return written.keySet().stream()
                .map(name -> inspector.inspect(ImageName.tryParse(name).orElseThrow()))
                .map(Inspection.Found.class::cast)
                .flatMap(found -> found.root().all())
                .filter(part -> !(part.state() instanceof Part.State.NotDistributable))
                .map(Part::file)
                .collect(Collectors.toSet());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
