// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.Trees;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.FirstImages.Running;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images asked for by exact name, where other options have a say as well: what is in the storage is never called absent. */
class ImageListTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Optional<Instant> LATELY = Optional.of(NOW.minus(Duration.ofDays(1)));
    private static final List<ImageGlob> NONE = List.of();

    @TempDir
    Path root;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "old", List.of());
            images.image("p/app", "new", List.of());
            images.image("p/app", "broken", List.of());
            images.image("q/app", "1", List.of());
        });
        StorageFiles files = new StorageFiles(root);
        files.truncate(files.link("p/app", "broken"), 0);
        files.age("p/app", "old", NOW.minus(Duration.ofDays(30)));
        files.age("p/app", "new", NOW);
        files.age("q/app", "1", NOW.minus(Duration.ofDays(30)));
    }

    /** A look at the disk for each line, and lists may have thousands. */
    @Test
    void whatListsMeanInAStorageIsLookedUpOnce() {
        ImageName image = new ImageName(new RepositoryName("p/app"), new Tag("new"));
        Selection once = new Selection(NONE, NONE, 0, Optional.empty(), list("p/app:new"))
                .beginningWith(Optional.of(new FirstImages(List.of(new Running(image, Optional.empty())), false)))
                .in(Storage.open(root));
        ImageSource untouchable = (ImageSource) Proxy.newProxyInstance(
                ImageSource.class.getClassLoader(), new Class<?>[] {ImageSource.class}, (_, method, _) -> {
                    throw new AssertionError(method + " once more");
                });
        Selection again = once.in(untouchable);
        assertThat(again).isEqualTo(once);
        assertThat(again.first().orElseThrow().size()).isEqualTo(1);
    }

    private record Scanned(List<String> selected, List<String> notFound) {}

    @Test
    void anImageThatIsTooOldIsInTheStorageAllTheSame() {
        assertThat(scan(new Selection(NONE, NONE, 0, LATELY, list("p/app:old", "p/app:new", "p/app:zz"))))
                .isEqualTo(new Scanned(List.of("p/app:new"), List.of("p/app:zz")));
    }

    @Test
    void soIsOneBeyondTheNewest() {
        assertThat(scan(new Selection(NONE, NONE, 1, Optional.empty(), list("p/app:old", "p/app:new", "no/app:1"))))
                .isEqualTo(new Scanned(List.of("p/app:new"), List.of("no/app:1")));
    }

    @Test
    void soIsOneThatIsExcludedOrNotIncludedBrokenOrNot() {
        Optional<ImageList> all = list("p/app:old", "p/app:new", "p/app:broken", "q/app:1", "q/app:2");
        assertThat(scan(new Selection(NONE, globs("p/**"), 0, Optional.empty(), all)))
                .isEqualTo(new Scanned(List.of("q/app:1"), List.of("q/app:2")));
        assertThat(scan(new Selection(globs("**:new"), NONE, 0, Optional.empty(), all)))
                .isEqualTo(new Scanned(List.of("p/app:new"), List.of("q/app:2")));
    }

    @Test
    void aBrokenTagThatIsAskedForIsFound() {
        assertThat(scan(new Selection(NONE, NONE, 1, LATELY, list("p/app:broken"))))
                .isEqualTo(new Scanned(List.of("p/app:broken"), List.of()));
    }

    @Test
    void ofTwoShardsEachTellsWhatItsOwnRepositoriesLack() {
        Selection old = new Selection(NONE, NONE, 0, LATELY, list("p/app:old", "q/app:1", "p/app:zz", "no/app:1"));
        List<String> notFound = Stream.of(new Shard(0, 2), new Shard(1, 2))
                .flatMap(shard -> scan(old.within(shard)).notFound().stream())
                .toList();
        assertThat(notFound).containsExactlyInAnyOrder("p/app:zz", "no/app:1");
    }

    /** An image that vanishes between two scans is missing in the second. */
    @Test
    void aSecondScanWithTheSameSelectionFindsForItself() {
        Selection selection = new Selection(NONE, NONE, 0, Optional.empty(), list("p/app:new"));
        assertThat(scan(selection).notFound()).isEmpty();
        Trees.delete(new StorageFiles(root).link("p/app", "new").getParent().getParent());
        assertThat(scan(selection).notFound()).containsExactly("p/app:new");
    }

    /** The one that is asked for is gone before the scan, but not before the names were compared. */
    @Test
    void comparingNamesDoesNotCountAsFindingThem() {
        Selection selection = new Selection(NONE, NONE, 0, Optional.empty(), list("p/app:new"));
        TargetNames meeting = new TargetNames(List.of(NameRule.parse("^p/=q/")), "", "");
        DistinctNames.of(Storage.open(root), selection, meeting);
        Trees.delete(new StorageFiles(root).link("p/app", "new").getParent().getParent());
        assertThat(scan(selection).notFound()).containsExactly("p/app:new");
    }

    @Test
    void whatAnotherOptionLeavesOutIsCountedAndNotCalledMissing() {
        ImageList both = ImageList.parse(List.of("p/app:new", "p/app:nosuch"), "a list");
        Selection selection =
                new Selection(NONE, List.of(new ImageGlob("p/**")), 0, Optional.empty(), Optional.of(both));
        ScanFindings findings = findings(selection, _ -> {});
        assertThat(findings.leftOut()).isEqualTo(1);
        assertThat(findings.notFound()).hasToString("[p/app:nosuch]");
    }

    private ScanFindings findings(Selection selection, Consumer<SelectedRepository> each) {
        return new SelectedScan(Storage.open(root), selection, new SyncProgress()).run(each);
    }

    private Scanned scan(Selection selection) {
        ConcurrentLinkedQueue<String> selected = new ConcurrentLinkedQueue<>();
        ScanFindings findings = findings(selection, repository -> {
            repository.tags().forEach(tag -> selected.add(repository.name() + ":" + tag.tag()));
            repository.broken().forEach(image -> selected.add(repository.name() + ":" + image.tag()));
        });
        return new Scanned(
                selected.stream().sorted().toList(),
                findings.notFound().stream().map(Object::toString).toList());
    }

    private static Optional<ImageList> list(String... lines) {
        return Optional.of(ImageList.parse(Arrays.asList(lines), "a test"));
    }

    private static List<ImageGlob> globs(String... texts) {
        return Arrays.stream(texts).map(ImageGlob::new).toList();
    }
}
