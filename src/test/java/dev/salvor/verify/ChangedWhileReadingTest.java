// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that somebody writes to meanwhile is read once more, and is no damage. */
class ChangedWhileReadingTest {
    private static final byte[] RIGHT = TestContent.random(1, 50_000);

    @TempDir
    Path directory;

    private Path file;
    private final AtomicInteger changes = new AtomicInteger();

    /** What somebody does to the file while it is read. */
    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void name() {
        file = directory.resolve("data");
    }

    private Proof read(int times, Change change) {
        return new BlobReader(ReadRecord.none()).read(Digest.of(RIGHT), this::look, _ -> {
            if (changes.getAndIncrement() < times) {
                run(change);
            }
        });
    }

    private StoredBlob look() {
        try {
            return new StoredBlob.Present(new FileContent(file, Files.size(file)));
        } catch (NoSuchFileException e) {
            return new StoredBlob.Missing(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append() throws IOException {
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsCopiedMeanwhileIsRightTheSecondTime() throws IOException {
        Files.write(file, new byte[10_000]);
        assertThat(read(1, () -> Files.write(file, RIGHT))).isEqualTo(new Proof.Right());
    }

    @Test
    void whatDoesNotComeToRestIsChangedAndNotWrong() throws IOException {
        Files.write(file, new byte[10_000]);
        assertThat(read(Integer.MAX_VALUE, this::append))
                .isInstanceOfSatisfying(
                        Proof.Changed.class,
                        changed -> assertThat(changed.how()).contains("bytes while it was read"));
    }

    @Test
    void whatIsReplacedMeanwhileIsRead() throws IOException {
        Files.write(file, new byte[10_000]);
        Path next = Files.write(directory.resolve("next"), RIGHT);
        assertThat(read(1, () -> Files.move(next, file, StandardCopyOption.REPLACE_EXISTING)))
                .isEqualTo(new Proof.Right());
    }

    @Test
    void whatIsCutMeanwhileIsChangedTheFirstTimeAndWrongTheSecond() throws IOException {
        Files.write(file, TestContent.random(2, 3_000_000));
        byte[] rest = TestContent.random(2, 2_000);
        assertThat(read(1, () -> Files.write(file, rest))).isEqualTo(new Proof.Wrong(Digest.of(rest)));
        assertThat(changes).hasPositiveValue();
    }

    @Test
    void whatIsDeletedMeanwhileIsChanged() throws IOException {
        Files.write(file, new byte[10_000]);
        assertThat(read(1, () -> Files.delete(file))).isInstanceOf(Proof.Changed.class);
    }

    @Test
    void whatIsAtRestAndWrongIsWrong() throws IOException {
        byte[] wrong = new byte[10_000];
        Files.write(file, wrong);
        assertThat(read(0, () -> {})).isEqualTo(new Proof.Wrong(Digest.of(wrong)));
    }

    @Test
    void anImageOfWhichNothingElseIsSaidIsChanging() {
        byte[] layer = TestContent.layer(1, 3_000);
        Pushed[] image = new Pushed[1];
        StorageFixtures.write(directory, images -> image[0] = images.image("p/app", "1", List.of(layer)));
        ContentFaults faults = new ContentFaults();
        faults.add(Digest.of(layer), new Proof.Changed("it was written to while it was read"));
        ImageLook look = new ImageLook(Storage.open(directory), faults, new Reached(), true);
        ImageVerdict verdict = look.at(RepositoryName.tryParse("p/app").orElseThrow(), Digest.parse(image[0].digest()))
                .verdict();
        assertThat(VerifyRun.brief(verdict)).isEqualTo("CHANGING LAYER CHANGED");
    }
}
