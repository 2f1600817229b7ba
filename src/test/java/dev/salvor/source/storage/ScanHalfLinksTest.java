// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that an editor, a script or a crash left with most of a digest. */
class ScanHalfLinksTest {
    private static final RepositoryName APP = new RepositoryName("app");
    private static final Digest SHA512 = Digest.parse("sha512:" + "ab".repeat(64));

    @TempDir
    private Path temp;

    private StorageTree tree;
    private Path link;
    private Digest manifest;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
        link = tree.currentLink("app", "1");
        manifest = tree.blob("manifest");
    }

    private record Half(String name, UnaryOperator<String> spelling, Charset charset) {
        Half(String name, UnaryOperator<String> spelling) {
            this(name, spelling, StandardCharsets.UTF_8);
        }

        byte[] of(Digest digest) {
            return spelling.apply(digest.toString()).getBytes(charset);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Half> halves() {
        return Stream.of(
                new Half("no algorithm", digest -> digest.split(":")[1]),
                new Half("upper case", digest -> digest.toUpperCase(Locale.ROOT)),
                new Half("upper case hex", digest -> "sha256:" + digest.split(":")[1].toUpperCase(Locale.ROOT)),
                new Half(
                        "no algorithm, upper case, CRLF",
                        digest -> digest.split(":")[1].toUpperCase(Locale.ROOT) + "\r\n"),
                new Half("BOM", digest -> "\ufeff" + digest),
                new Half("BOM, blanks around", digest -> "\ufeff \t" + digest.split(":")[1] + " \n"),
                new Half("UTF-16, little endian", digest -> "\ufeff" + digest + "\r\n", StandardCharsets.UTF_16LE),
                new Half("UTF-16, big endian", digest -> "\ufeff" + digest, StandardCharsets.UTF_16BE),
                new Half("blanks inside", digest -> digest.replace(":", ": ")));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void isReadWhereItsBlobExistsAndSaid(Half half) throws IOException {
        write(link, half.of(manifest));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + manifest);
        assertThat(result.broken()).isEmpty();
        assertRepaired(result, link, manifest);
    }

    @ParameterizedTest
    @MethodSource("halves")
    void isNotGuessedIntoABlobThatIsNotThere(Half half) throws IOException {
        Digest gone = digestOf("gone");
        write(link, half.of(gone));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).allMatch(("app:1=" + gone)::equals);
        assertThat(result.broken().size() + result.tags().size()).isEqualTo(1);
        assertThat(result.broken()).allMatch(broken -> broken.reason().contains("no digest"));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void isReadTheSameForALayerOfSha512(Half half) throws IOException {
        Digest layer = tree.blob("layer");
        Path alias = tree.layerLink("app", SHA512, "");
        write(alias, half.of(layer));
        Storage storage = tree.open();

        assertThat(storage.blob(APP, SHA512)).isEqualTo(new StoredBlob.Present(new FileContent(tree.data(layer), 5)));
        storage.blob(APP, SHA512);
        assertThat(storage.repaired()).singleElement().returns(alias, SourceProblem::path);
    }

    @ParameterizedTest
    @MethodSource("halves")
    void isReadTheSameForARevision(Half half) throws IOException {
        tree.revision("app", manifest);
        Path revision = tree.repository("app").resolve("_manifests/revisions/sha256/" + manifest.hex() + "/link");
        write(revision, half.of(manifest));
        Storage storage = tree.open();

        assertThat(storage.revision(APP, manifest)).isPresent();
        assertThat(storage.repaired()).singleElement().returns(revision, SourceProblem::path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "\n"})
    void isTheOneEntryOfTheIndexIfItHasNoDigestAtAll(String empty) throws IOException {
        tree.index("app", "1", manifest);
        StorageTree.write(link, empty);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + manifest);
        assertThat(result.broken()).isEmpty();
        assertRepaired(result, link, manifest);
    }

    @Test
    void isTheOneEntryOfTheIndexAlsoIfThatLinkIsEmptyToo() throws IOException {
        StorageTree.write(tree.index("app", "1", manifest), "");
        StorageTree.write(link, "");

        assertThat(ScanResult.of(tree).tags()).containsExactly("app:1=" + manifest);
    }

    @Test
    void isDamagedIfTheOneEntryOfTheIndexHasNoBlob() throws IOException {
        Digest gone = digestOf("gone");
        tree.index("app", "1", gone);
        StorageTree.write(link, "");

        assertThat(ScanResult.of(tree).broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason()).endsWith("which is not used, is " + gone));
    }

    @Test
    void isDamagedIfTheIndexHasMoreThanOneEntryHoweverFewHaveABlob() throws IOException {
        tree.index("app", "1", manifest);
        tree.index("app", "1", digestOf("gone"));
        StorageTree.write(link, "");

        assertThat(ScanResult.of(tree).broken()).hasSize(1);
    }

    private static void assertRepaired(ScanResult result, Path at, Digest read) {
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.REPAIRED);
            assertThat(problem.path()).isEqualTo(at);
            assertThat(problem.reason()).contains("read as " + read);
        });
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
