// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing, damaged or hostile. */
class LayoutContentTest {
    private static final RepositoryName APP = new RepositoryName("devops/app");
    private static final Digest LAYER = digest("layer");

    @TempDir
    private Path temp;

    private LayoutFiles files;

    @BeforeEach
    void makeADirectory() throws IOException {
        files = new LayoutFiles(temp.toRealPath().resolve("carried"));
    }

    @Test
    void anExportThatHadNothingToWriteIsToldAsSuch() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Files.writeString(empty.resolve(".salvor-export"), "dir");

        Failure.Source failure =
                catchThrowableOfType(Failure.Source.class, () -> Layouts.open(empty, 4, Scratch.none()));

        assertThat(failure).hasMessageContaining("was exported to, and has no image");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | its manifest.json is empty, as a full disk or a crash leaves it",
                "'{\"schem' | its manifest.json is cut or overwritten: it does not end as JSON does",
                "-         | it has no manifest.json"
            })
    void aManifestThatIsNoneBreaksItsTag(String content, String reason) throws IOException {
        files.image("devops/app:1", "layer");
        Path manifest = files.root().resolve("devops/app:1/manifest.json");
        if (content.equals("-")) {
            Files.delete(manifest);
        } else {
            Files.writeString(manifest, content);
        }

        assertThat(LayoutScan.of(files.root()).names()).containsExactly("devops/app:1 " + reason);
    }

    @Test
    void aMissingLayerIsMissedBesideItsManifest() throws IOException {
        files.image("devops/app:1", "layer");
        files.image("devops/app:2", "other");
        Path layer = files.root().resolve("devops/app:1/" + LAYER.hex());
        Files.delete(layer);

        assertThat(open().blob(APP, LAYER)).isEqualTo(new StoredBlob.Missing(layer));
    }

    @Test
    void aMissingChildIsMissedBesideItsIndex() throws IOException {
        Digest child = digest("child");
        String index =
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"digest\":\"" + child + "\",\"size\":5}]}";
        files.write("devops/app:1/version", new byte[0]);
        files.write("devops/app:1/manifest.json", index.getBytes(StandardCharsets.UTF_8));

        assertThat(open().manifest(child))
                .isEqualTo(new StoredManifest.Missing(
                        files.root().resolve("devops/app:1/" + child.hex() + ".manifest.json")));
    }

    @Test
    void aMissingBlobOfALayoutIsMissedInItsPool() throws IOException {
        Digest image = files.pooled(".", "layer");
        files.index(".", new String[] {image.toString(), "devops/app:1"});
        Path layer = files.root().resolve("blobs/sha256/" + LAYER.hex());
        Files.delete(layer);
        Files.delete(files.root().resolve("blobs/sha256/" + image.hex()));

        assertThat(open().manifest(image))
                .isEqualTo(new StoredManifest.Missing(files.root().resolve("blobs/sha256/" + image.hex())));
    }

    @Test
    void aCopyThatIsCutDoesNoHarmWhereAnotherIsWhole() throws IOException {
        files.image("devops/app:1", "layer");
        files.image("devops/app:2", "layer");
        Files.writeString(files.root().resolve("devops/app:1/" + LAYER.hex()), "lay");

        assertThat(open().blob(APP, LAYER))
                .isInstanceOfSatisfying(
                        StoredBlob.Present.class,
                        present -> assertThat(present.size()).isEqualTo(5));
    }

    @Test
    void aManifestWithOtherBytesIsDamaged() throws IOException {
        Digest image = files.pooled(".", "layer");
        files.index(".", new String[] {image.toString(), "devops/app:1"});
        Files.writeString(files.root().resolve("blobs/sha256/" + image.hex()), "{}");

        assertThat(open().manifest(image)).isInstanceOf(StoredManifest.Damaged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "layer"})
    void noSymbolicLinkIsFollowedOutOfTheTree(String moved) throws IOException {
        Digest image = files.image("devops/app:1", "layer");
        String name = moved.equals("layer") ? LAYER.hex() : moved;
        Path file = files.root().resolve("devops/app:1").resolve(name);
        Path outside = temp.resolve("outside");
        Files.move(file, outside);
        Files.createSymbolicLink(file, outside);

        LayoutScan scan = LayoutScan.of(files.root());

        if (moved.equals("layer")) {
            assertThat(scan.names()).containsExactly("devops/app:1=" + image);
            assertThat(scan.source().blob(APP, LAYER)).isInstanceOf(StoredBlob.Unreadable.class);
        } else {
            assertThat(scan.names()).singleElement().asString().contains("a symbolic link leaves");
        }
    }

    @Test
    void linksInsideTheTreeAreFollowed() throws IOException {
        Digest image = files.image("devops/app:1", "layer");
        Files.createSymbolicLink(files.root().resolve("devops/app:latest"), Path.of("app:1"));
        Files.createSymbolicLink(files.root().resolve("devops/circle"), Path.of("."));

        LayoutScan scan = LayoutScan.of(files.root());

        assertThat(scan.names()).containsExactly("devops/app:1=" + image, "devops/app:latest=" + image);
        assertThat(scan.source().blob(APP, LAYER)).isInstanceOf(StoredBlob.Present.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"manifests\":{}}",
                "{\"manifests\":[1,2]}",
                "{\"schemaVersion\":2}",
                "{\"manifests\":[{"
            })
    void anIndexThatIsNoneIsSaid(String index) throws IOException {
        files.pooled(".", "layer");
        files.index(".");
        files.write("index.json", index.getBytes(StandardCharsets.UTF_8));

        Failure.Source failure =
                catchThrowableOfType(Failure.Source.class, () -> Layouts.open(files.root(), 4, Scratch.none()));

        assertThat(failure).hasMessageContaining("index.json").hasMessageContaining("cannot be read");
    }

    @Test
    void anIndexBeyondAllBoundsIsNotRead() throws IOException {
        files.pooled(".", "layer");
        files.index(".");
        try (RandomAccessFile index =
                new RandomAccessFile(files.root().resolve("index.json").toFile(), "rw")) {
            index.setLength(1L << 30);
        }

        Failure.Source failure =
                catchThrowableOfType(Failure.Source.class, () -> Layouts.open(files.root(), 4, Scratch.none()));

        assertThat(failure).hasMessageContaining("1073741824 bytes");
    }

    @Test
    void theOtherImagesOfATreeGoOnWithoutALayoutThatCannotBeRead() throws IOException {
        Digest image = files.image("devops/app:1", "layer");
        files.index("devops/broken");
        files.write("devops/broken/index.json", new byte[0]);

        LayoutScan scan = LayoutScan.of(files.root());

        assertThat(scan.names()).containsExactly("devops/app:1=" + image);
        assertThat(scan.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path().toString()).endsWith("devops/broken/index.json"));
    }

    @Test
    void anyOtherDirectoryIsStillNone() throws IOException {
        files.write("web/manifest.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.write("web/index.html", new byte[0]);

        Failure.Source failure =
                catchThrowableOfType(Failure.Source.class, () -> Layouts.open(files.root(), 4, Scratch.none()));

        assertThat(failure).hasMessageContaining("no registry storage");
        assertThat(failure.advice()).contains("OCI layout");
    }

    private ImageSource open() {
        return Layouts.open(files.root(), 4, Scratch.none());
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
