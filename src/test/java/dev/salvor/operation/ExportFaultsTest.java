// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.salvor.export.LinkMode;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems that do not do what an export would like best. */
class ExportFaultsTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 4000));
    private static final Path OTHER_FILE_SYSTEM = Path.of("/dev/shm");
    /** Of ext4. */
    private static final int MOST_LINKS = 65_000;

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeTwoTagsThatShareTheirLayers() {
        StorageFixtures.write(storage, images -> images.tag(images.image("p/app", "1", LAYERS), "2"));
    }

    @Test
    void onAnotherFileSystemBlobsAreCopiedAndThatIsSaidOnce() throws IOException {
        Path other = elsewhere();
        try {
            ExportRun export = ExportRun.toDirectories(storage, other, LinkMode.AUTO);
            ExportRun.Result result = export.run();
            assertThat(result.count(Kind.PUSHED)).isEqualTo(2);
            assertThat(result.blobs().sent().blobs()).isEqualTo(3);
            assertThat(export.notices())
                    .singleElement()
                    .asString()
                    .contains("no hard links", "ross-device link", "are copied");
        } finally {
            Trees.delete(other);
        }
    }

    @Test
    void linksThatMustBeMadeAndCannotBeLeaveNothing() throws IOException {
        Path other = elsewhere();
        try {
            ExportRun.Result result =
                    ExportRun.toDirectories(storage, other, LinkMode.HARD).run();
            assertThat(result.count(Kind.PUSHED)).isZero();
            assertThat(result.count(Kind.REFUSED)).isEqualTo(1);
            assertThat(other.resolve("p")).doesNotExist();
        } finally {
            Trees.delete(other);
        }
    }

    @Test
    void aBlobThatHasAsManyNamesAsItMayIsCopiedAndOthersAreNot() throws IOException {
        Path blob = new StorageFiles(storage).data(LAYERS.getFirst());
        assumeThat(isFilledWithNames(blob)).as("a limit of names").isTrue();
        ExportRun export = ExportRun.toDirectories(storage, target, LinkMode.AUTO);
        ExportRun.Result result = export.run();
        assertThat(result.count(Kind.PUSHED)).isEqualTo(2);
        assertThat(result.blobs().sent().blobs()).isEqualTo(1);
        assertThat(result.blobs().mounted().blobs()).isEqualTo(5);
        assertThat(export.notices()).anyMatch(notice -> notice.contains("as many names as its file system allows"));
    }

    private boolean isFilledWithNames(Path blob) throws IOException {
        Path names = Files.createDirectory(storage.resolve("names"));
        for (int i = 0; i <= MOST_LINKS; i++) {
            try {
                Files.createLink(names.resolve(Integer.toString(i)), blob);
            } catch (FileSystemException e) {
                return true;
            }
        }
        return false;
    }

    private Path elsewhere() throws IOException {
        assumeThat(Files.isWritable(OTHER_FILE_SYSTEM)
                        && !Files.getFileStore(OTHER_FILE_SYSTEM).equals(Files.getFileStore(storage)))
                .as("another file system")
                .isTrue();
        return Files.createTempDirectory(OTHER_FILE_SYSTEM, "salvor-export");
    }
}
