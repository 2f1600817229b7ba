// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.SpareShape;
import dev.salvor.lab.TestContent;
import dev.salvor.source.Spare;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may write to a place that blobs are taken from can have nothing else read, nor anything wrong sent. */
@Timeout(30)
class HostileSpareTest {
    private static final RepositoryName APP = new RepositoryName("p/app");
    private static final byte[] BYTES = TestContent.random(1, 5_000);
    private static final Blob BLOB = new Blob(Digest.of(BYTES), BYTES.length);

    @TempDir
    Path root;

    private Path place;
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void makeAPlace() throws IOException {
        place = Files.createDirectory(root.resolve("place"));
        SpareShape.HEX.put(place, TestContent.random(2, 10));
    }

    private Spare spare() {
        return LocalSpares.open(place, notices::add);
    }

    private Path file() {
        return place.resolve(BLOB.digest().hex());
    }

    @Test
    void aSymbolicLinkThatLeadsOutIsNotFollowed() throws IOException {
        Path outside = Files.write(root.resolve("outside"), BYTES);
        Files.createSymbolicLink(file(), outside);
        assertThat(spare().blob(APP, BLOB)).isEmpty();
        assertThat(spare().manifest(APP, BLOB.digest())).isEmpty();
        assertThat(notices).isNotEmpty().allSatisfy(line -> assertThat(line).contains("symbolic link"));
    }

    @Test
    void aSymbolicLinkWithinThePlaceIs() throws IOException {
        Files.createSymbolicLink(file(), Files.write(place.resolve("inside"), BYTES));
        assertThat(spare().blob(APP, BLOB)).isPresent();
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                .isZero();
        assertThat(spare().blob(APP, BLOB)).isEmpty();
        assertThat(spare().manifest(APP, BLOB.digest())).isEmpty();
        Files.delete(file());
        Files.createDirectory(file());
        assertThat(spare().blob(APP, BLOB)).isEmpty();
        Files.delete(file());
        Files.createSymbolicLink(file(), file());
        assertThat(spare().blob(APP, BLOB)).isEmpty();
    }

    @Test
    void aHugeFileIsNotReadForAManifest() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThat(spare().manifest(APP, BLOB.digest())).isEmpty();
        assertThat(spare().blob(APP, BLOB)).isEmpty();
    }

    @Test
    void aFileOfAnotherSizeIsNotRead() throws IOException {
        Files.write(file(), TestContent.random(3, BYTES.length + 1));
        assertThat(spare().blob(APP, BLOB)).isEmpty();
        assertThat(notices).isEmpty();
    }

    @Test
    void aWrongFileIsReadOnceAndToldOnce() throws IOException {
        Files.write(file(), TestContent.random(3, BYTES.length));
        Spare spare = spare();
        for (String name : List.of("a", "b", "c")) {
            assertThat(spare.blob(new RepositoryName(name), BLOB)).isEmpty();
        }
        assertThat(notices).hasSize(1);
    }

    @Test
    void aFewNoticesAreEnough() throws IOException {
        Spare spare = spare();
        for (int i = 0; i < 20; i++) {
            Digest digest = Digest.of(TestContent.random(100 + i, 10));
            SpareShape.HEX.put(place, digest, TestContent.random(3, 10));
            assertThat(spare.blob(APP, new Blob(digest, 10))).isEmpty();
        }
        assertThat(notices).hasSize(5);
    }

    @Test
    void nobodyGetsAFileToLinkTo() {
        SpareShape.HEX.put(place, BYTES);
        Optional<Content> content = spare().blob(APP, BLOB);
        assertThat(content.orElseThrow().file()).isEmpty();
    }

    @Test
    void whatHoldsNoDigestsIsRefusedWithWhatIsTaken() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Files.write(other.resolve("app.tar.gz"), BYTES);
        for (Path given : List.of(other, other.resolve("nothing"))) {
            assertThatThrownBy(() -> LocalSpares.open(given, notices::add))
                    .isInstanceOfSatisfying(Failure.Source.class, failure -> {
                        assertThat(failure).hasMessageContaining(given.toString());
                        assertThat(failure.advice()).contains("containerd");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachShapeIsRecognised(SpareShape shape) throws IOException {
        Path shaped = root.resolve("shaped");
        shape.put(shaped, BYTES);
        Spare spare = LocalSpares.open(shaped, notices::add);
        assertThat(spare.blob(APP, BLOB)).isPresent();
        assertThat(spare.kind())
                .isEqualTo(
                        switch (shape) {
                            case STORAGE -> "the storage of a registry";
                            case OCI_LAYOUT -> "an OCI layout";
                            case SKOPEO_TREE -> "a tree of skopeo's dir: images and OCI layouts";
                            case HEX, COLON, DASH, ALGORITHM -> "files named by their digest";
                            case CONTAINERD, CONTENT_STORE -> "a containerd content store";
                        });
    }
}
