// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.content.ContentDigest;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in a tar, which is read in place. */
class TarTest {
    private static final RepositoryName APP = new RepositoryName("devops/app");
    private static final Digest LAYER = Digest.of("layer".getBytes(StandardCharsets.UTF_8));
    private static final String POOL = "blobs/sha256/";

    @TempDir
    private Path temp;

    private LayoutFiles files;
    private Digest image;
    private Path tar;

    @BeforeEach
    void makeALayout() throws IOException {
        files = new LayoutFiles(temp.toRealPath().resolve("carried"));
        image = files.pooled(".", "layer");
        files.index(".", new String[] {image.toString(), "devops/app:1"});
        tar = temp.toRealPath().resolve("carried.tar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=gnu -C carried .",
                "--format=pax -C carried .",
                "--format=ustar -C carried .",
                "--format=v7 -C carried oci-layout index.json blobs",
                "--format=pax --pax-option=comment=x carried",
                "--format=gnu --sparse -C carried ."
            })
    void whatTarWritesIsReadInPlace(String arguments) throws IOException, InterruptedException {
        tarOf(arguments);

        LayoutScan scan = LayoutScan.of(tar);

        assertThat(scan.names()).containsExactly("devops/app:1=" + image);
        assertThat(scan.problems()).isEmpty();
        assertThat(scan.source().manifest(image)).isInstanceOf(StoredManifest.Intact.class);
        assertThat(scan.source().blob(APP, LAYER)).isInstanceOfSatisfying(StoredBlob.Present.class, layer -> {
            assertThat(layer.content()).hasToString(tar + ": " + prefix(arguments) + POOL + LAYER.hex());
            assertThat(layer.content().file()).isEmpty();
            assertThat(digest(layer)).isEqualTo(LAYER);
        });
    }

    private static String prefix(String arguments) {
        return arguments.endsWith(" carried") ? "carried/" : "";
    }

    private static Digest digest(StoredBlob.Present blob) {
        try {
            return ContentDigest.of(Digest.Algorithm.SHA256, blob.content());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTarOfDirectoriesIsATreeOfThem() throws IOException, InterruptedException {
        LayoutFiles tree = new LayoutFiles(temp.toRealPath().resolve("tree"));
        String deep = "a".repeat(60) + "/" + "b".repeat(60) + "/app";
        Digest one = tree.image("devops/app:1", "one");
        Digest other = tree.image(deep + ":1", "other");
        Files.createSymbolicLink(tree.root().resolve("devops/app:latest"), Path.of("app:1"));
        tarOf("-C tree .");

        assertThat(LayoutScan.of(tar).names())
                .containsExactly(deep + ":1=" + other, "devops/app:1=" + one, "devops/app:latest=" + one);
    }

    @Test
    void blobsThatAreHardLinksAreRead() throws IOException, InterruptedException {
        Digest other = files.pooled("second", "layer");
        files.index("second", new String[] {other.toString(), "1"});
        Path blob = files.root().resolve("second/" + POOL + LAYER.hex());
        Files.delete(blob);
        Files.createLink(blob, files.root().resolve(POOL + LAYER.hex()));
        for (String name : List.of("oci-layout", "index.json")) {
            Files.delete(files.root().resolve(name));
        }
        tarOf("-C carried blobs second");

        LayoutScan scan = LayoutScan.of(tar);

        assertThat(scan.names()).containsExactly("second:1=" + other);
        assertThat(scan.source().blob(new RepositoryName("second"), LAYER)).isInstanceOf(StoredBlob.Present.class);
    }

    @Test
    void aTarThatIsCutHasWhatStandsBeforeTheCut() throws IOException {
        Path layer = files.root().resolve(POOL + LAYER.hex());
        Files.delete(layer);
        TarBytes bytes = TarBytes.of(files.root());
        int end = bytes.length() + 512 + 3;
        Files.write(
                tar,
                Arrays.copyOf(
                        bytes.file(POOL + LAYER.hex(), "layer".getBytes(StandardCharsets.UTF_8))
                                .ended(),
                        end));

        LayoutScan scan = LayoutScan.of(tar);

        assertThat(scan.names()).containsExactly("devops/app:1=" + image);
        assertThat(scan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.UNREADABLE);
            assertThat(problem.reason()).contains("cut or damaged", "it ends at byte " + end);
        });
        assertThat(scan.source().blob(APP, LAYER))
                .isInstanceOfSatisfying(
                        StoredBlob.Present.class,
                        present -> assertThat(present.size()).isEqualTo(3));
    }

    @Test
    void aTarThatEndsWithoutItsMarkIsSaidToBeCut() throws IOException {
        TarBytes bytes = TarBytes.of(files.root());
        int length = bytes.length();
        Files.write(tar, Arrays.copyOf(bytes.ended(), length));

        assertThat(LayoutScan.of(tar).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("without the mark of an end"));
    }

    @Test
    void whatIsMissingIsMissedInTheTar() throws IOException {
        Files.delete(files.root().resolve(POOL + LAYER.hex()));
        Files.write(tar, TarBytes.of(files.root()).ended());

        assertThat(LayoutScan.of(tar).source().blob(APP, LAYER))
                .isInstanceOfSatisfying(
                        StoredBlob.Missing.class,
                        missing -> assertThat(missing.expected()).hasToString(tar + ": " + POOL + LAYER.hex()));
    }

    @Test
    void anyOtherFileIsRefused() throws IOException {
        Files.writeString(tar, "no tar");

        assertThat(failure(tar)).hasMessageContaining("neither a directory nor a tar");
    }

    @Test
    void aTarOfSomethingElseIsRefused() throws IOException {
        Files.write(tar, new TarBytes().file("a", new byte[3]).ended());

        assertThat(failure(tar)).hasMessageContaining("a tar without an image");
    }

    private static Failure.Source failure(Path given) {
        return catchThrowableOfType(Failure.Source.class, () -> Layouts.open(given, 4, Scratch.none()));
    }

    private void tarOf(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar", "-c", "-f", tar.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
