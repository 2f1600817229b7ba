// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read is remembered, and is read again only if it may be another file by now. */
class ResumeTest {
    private static final byte[] LAYER = TestContent.layer(2, 5_000);
    private static final int BLOBS = 4;

    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private Path record;
    private StorageFiles files;

    @BeforeEach
    void write() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 3_000)));
            images.image("p/app", "2", List.of(LAYER));
        });
        files = new StorageFiles(root);
        record = elsewhere.resolve("read");
    }

    private VerifiedStorage verify() {
        return verify(record);
    }

    private VerifiedStorage verify(Path file) {
        Storage storage = Storage.open(root);
        try (ReadRecord opened = ReadRecord.open(file, storage.root())) {
            return VerifyRun.run(storage, Selection.all(), true, opened);
        }
    }

    /** By a flipped byte that neither size nor time nor inode give away: who finds it has read. */
    private void flip(boolean withItsTime) throws IOException {
        Path file = files.data(LAYER);
        FileTime before = Files.getLastModifiedTime(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(50);
            int old = content.read();
            content.seek(50);
            content.write(old ^ 1);
        }
        Files.setLastModifiedTime(file, withItsTime ? before : FileTime.fromMillis(before.toMillis() + 2_000));
    }

    @Test
    void whatWasReadAndIsTheSameFileIsNotReadAgain() throws IOException {
        assertThat(verify().isWhole()).isTrue();
        flip(true);
        VerifiedStorage second = verify();
        assertThat(second.isWhole()).isTrue();
        assertThat(second.content().orElseThrow().blobs()).isZero();
        assertThat(second.content().orElseThrow().remembered()).isEqualTo(BLOBS);
        assertThat(VerifyRun.content(root).isWhole()).isFalse();
    }

    @Test
    void aFileOfAnotherTimeIsReadAgain() throws IOException {
        verify();
        flip(false);
        VerifiedStorage second = verify();
        assertThat(VerifyRun.causes(second)).containsExactly("LAYER WRONG_CONTENT 1/1");
        assertThat(second.content().orElseThrow().blobs()).isEqualTo(1);
    }

    @Test
    void aFileThatTookThePlaceOfAnotherIsReadAgain() throws IOException {
        verify();
        Path file = files.data(LAYER);
        Path copy = Files.copy(file, elsewhere.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        flip(true);
        Path flipped = Files.copy(file, file.resolveSibling("new"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(flipped, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(Files.getLastModifiedTime(copy));
        assertThat(VerifyRun.causes(verify())).containsExactly("LAYER WRONG_CONTENT 1/1");
    }

    @Test
    void whatWasWrongIsRememberedAsWrong() throws IOException {
        flip(true);
        assertThat(VerifyRun.causes(verify())).containsExactly("LAYER WRONG_CONTENT 1/1");
        VerifiedStorage second = verify();
        assertThat(VerifyRun.causes(second)).containsExactly("LAYER WRONG_CONTENT 1/1");
        assertThat(second.content().orElseThrow().blobs()).isZero();
    }

    @Test
    void aLineThatWasCutOffCountsForNothingAndSpoilsNoOther() throws IOException {
        verify();
        files.truncate(record, (int) Files.size(record) - 9);
        VerifiedStorage second = verify();
        assertThat(second.content().orElseThrow().blobs()).isEqualTo(1);
        assertThat(verify().content().orElseThrow().blobs()).isZero();
    }

    @Test
    void aRunThatIsInterruptedLeavesWhatItKnowsAndWhatToGoOnFrom() throws Exception {
        // so large that it is read for seconds, and the last in order
        Path large = root.resolve("docker/registry/v2/blobs/sha256/ff/" + "f".repeat(64) + "/data");
        Files.createDirectories(large.getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(200L << 30);
        }
        files.delete(files.data(TestContent.layer(1, 3_000)));
        SyncProgress progress = new SyncProgress();
        Storage storage = Storage.open(root);
        CompletableFuture<VerifiedStorage> ended = new CompletableFuture<>();
        try (ReadRecord opened = ReadRecord.open(record, storage.root())) {
            StorageVerifier verifier = new StorageVerifier(
                    new StorageVerifier.Request(storage, Selection.all(), 4, true, opened), progress);
            Thread run = Thread.ofPlatform().start(() -> ended.complete(verifier.run()));
            Waiting.until(
                    "all but the large one are read",
                    () -> Optional.of(progress.snapshot()).filter(now -> now.imagesDone() == BLOBS - 1));
            run.interrupt();
            VerifiedStorage partial = ended.join();
            assertThat(partial.interrupted()).isTrue();
            assertThat(VerifyRun.brief(VerifyRun.verdict(partial, "p/app:1"))).isEqualTo("DAMAGED LAYER MISSING");
            assertThat(VerifyRun.verdict(partial, "p/app:2")).isEqualTo(new ImageVerdict.Whole());
            assertThat(partial.content().orElseThrow().unread()).isEqualTo(1);
        }
        files.delete(large);
        assertThat(verify().content().orElseThrow().blobs()).isZero();
    }

    @Test
    void aFileOfSomethingElseIsNotTouched() throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "not to be lost\n");
        assertThatThrownBy(() -> verify(precious))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("was not written by salvor");
        assertThat(precious).hasContent("not to be lost\n");
        assertThatThrownBy(() -> verify(elsewhere)).hasMessageContaining("not a regular file");
    }

    @Test
    void aFileOfAnotherStorageIsRefused(@TempDir Path other) throws IOException {
        verify();
        StorageFixtures.write(other, images -> images.image("p/app", "1", List.of()));
        String before = Files.readString(record);
        assertThatThrownBy(() -> ReadRecord.open(record, Storage.open(other).root()))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("about another storage");
        assertThat(record).hasContent(before);
    }
}
