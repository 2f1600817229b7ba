// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.SmallDisk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fill up: told before the first byte where they can tell, and else what is whole stays. */
class FullDiskExportTest {
    private static final int IMAGES = 40;
    private static final int LAYER = 3_000;
    /** A file of a layer's size takes a page, so less fits than the free bytes promise. */
    private static final String TIGHT = "size=200k";

    private static final String ROOMY = "size=8m";

    @TempDir
    static Path storage;

    @TempDir
    Path mountPoint;

    @BeforeAll
    static void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.ociImage("p/app", "v" + i, List.of(TestContent.random(i, LAYER)));
            }
        });
    }

    @Test
    void whatCannotFitIsToldBeforeTheFirstByte() throws IOException {
        try (SmallDisk _ = SmallDisk.inMemory(mountPoint, "size=100k")) {
            for (ExportRun export : List.of(directories(), layout(), archive(false))) {
                ExportRun.Result result = export.run();
                assertThat(result.count(Kind.REFUSED)).isEqualTo(1);
                assertThat(result.count(Kind.NOT_TRIED)).isEqualTo(IMAGES - 1);
                assertThat(result.blobs().sent().blobs()).isZero();
                assertThat(result.outcomes().values().toString()).contains("bytes are to be copied to", "are free");
                assertThat(names()).isSubsetOf(".salvor-export");
            }
        }
    }

    @Test
    void directoriesThatWereWholeWhenTheDiskWasFullAreUsableAndTheNextRunCompletes() throws IOException {
        try (SmallDisk disk = SmallDisk.inMemory(mountPoint, TIGHT)) {
            long pushed = requireFull(directories().run());
            assertThat(names()).containsOnly(".salvor-export", "p");
            List<Path> images = list(mountPoint.resolve("p"));
            assertThat(images).hasSize(Math.toIntExact(pushed));
            for (Path image : images) {
                assertThat(Skopeo.run("inspect", "dir:" + image)).contains("\"Layers\"");
            }
            disk.change(ROOMY);
            requireCompletedBy(directories(), pushed);
            assertThat(list(mountPoint.resolve("p"))).hasSize(IMAGES);
        }
    }

    @Test
    void aLayoutThatFilledTheDiskListsWhatIsWholeAndTheNextRunCompletes() throws IOException {
        try (SmallDisk disk = SmallDisk.inMemory(mountPoint, TIGHT)) {
            ExportRun.Result result = layout().run();
            long pushed = requireFull(result);
            assertThat(names()).containsOnly(".salvor-export", "blobs", "index.json", "oci-layout");
            assertThat(result.images().stream().filter(image -> image.outcome() instanceof Outcome.Pushed))
                    .hasSize(Math.toIntExact(pushed))
                    .allSatisfy(image -> assertThat(Skopeo.run("inspect", "oci:" + mountPoint + ":" + image.name()))
                            .contains("\"Layers\""));
            disk.change(ROOMY);
            requireCompletedBy(layout(), pushed);
        }
    }

    /** Also where only names run out: a disk can be full with bytes to spare. */
    @Test
    void aDiskWithoutInodesIsFull() throws IOException {
        try (SmallDisk disk = SmallDisk.inMemory(mountPoint, ROOMY + ",nr_inodes=60")) {
            long pushed = requireFull(directories().run());
            disk.change("nr_inodes=10000");
            requireCompletedBy(directories(), pushed);
        }
    }

    @Test
    void aTarThatDidNotFitIsNotThereAndNothingInItCounts() throws IOException {
        try (SmallDisk disk = SmallDisk.inMemory(mountPoint, "size=100k")) {
            for (ExportRun export : List.of(archive(true), archive(false))) {
                ExportRun.Result result = export.run();
                assertThat(result.count(Kind.PUSHED)).isZero();
                assertThat(result.count(Kind.REFUSED) + result.count(Kind.NOT_TRIED))
                        .isEqualTo(IMAGES);
                assertThat(result.outcomes().values().toString()).contains("NO_SPACE");
                assertThat(names()).isEmpty();
            }
            disk.change(ROOMY);
            requireCompletedBy(archive(false), 0);
            assertThat(names()).containsOnly("carried.tar");
        }
    }

    /** New images share their bases with what is there: only the rest needs room. */
    @Test
    void whatALayoutHasAlreadyNeedsNoRoom(@TempDir Path growing) throws IOException {
        byte[] base = TestContent.random(1_000, 400_000);
        StorageFixtures.write(growing, images -> images.image("p/app", "1", List.of(base)));
        try (SmallDisk _ = SmallDisk.inMemory(mountPoint, "size=600k")) {
            assertThat(ExportRun.toOciLayout(growing, mountPoint, false, LinkMode.AUTO)
                            .run()
                            .count(Kind.PUSHED))
                    .isEqualTo(1);
            StorageFixtures.write(
                    growing, images -> images.image("p/app", "2", List.of(base, TestContent.random(1_001, LAYER))));
            assertThat(ExportRun.toOciLayout(growing, mountPoint, false, LinkMode.AUTO)
                            .run()
                            .count(Kind.PUSHED))
                    .isEqualTo(1);
        }
    }

    private static long requireFull(ExportRun.Result result) {
        long pushed = result.count(Kind.PUSHED);
        assertThat(pushed).isPositive();
        assertThat(result.count(Kind.REFUSED)).isPositive();
        assertThat(pushed + result.count(Kind.REFUSED) + result.count(Kind.NOT_TRIED))
                .isEqualTo(IMAGES);
        assertThat(result.outcomes().values().toString()).contains("No space left on device");
        return pushed;
    }

    private static void requireCompletedBy(ExportRun export, long there) {
        ExportRun.Result result = export.run();
        assertThat(result.count(Kind.THERE)).isEqualTo(there);
        assertThat(result.count(Kind.PUSHED)).isEqualTo(IMAGES - there);
    }

    private List<String> names() throws IOException {
        return list(mountPoint).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.toList();
        }
    }

    private ExportRun directories() {
        return ExportRun.toDirectories(storage, mountPoint, LinkMode.AUTO);
    }

    private ExportRun layout() {
        return ExportRun.toOciLayout(storage, mountPoint, false, LinkMode.AUTO);
    }

    private ExportRun archive(boolean packed) {
        return ExportRun.toArchive(storage, mountPoint.resolve("carried.tar"), packed ? Packing.GZIP : Packing.NONE);
    }
}
