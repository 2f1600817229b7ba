// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTagsTest {
    private static final Digest DIGEST = digestOf("manifest");

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void takesTheAgeOfATagFromItsLink() throws IOException {
        tree.tag("app", "1", DIGEST);
        Instant moved = Instant.parse("2021-03-04T05:06:07Z");
        Files.setLastModifiedTime(tree.currentLink("app", "1"), FileTime.from(moved));

        assertThat(ScanResult.of(tree).repositories().getFirst().tags())
                .containsExactly(new ScannedTag(new Tag("1"), DIGEST, moved));
    }

    @Test
    void findsTagsThatAreNamedLikeTheLayout() throws IOException {
        List<String> names =
                List.of("_", "V1.0-rc_2", "current", "data", "index", "latest", "link", "t".repeat(128), "tags");
        for (String name : names) {
            tree.tag("app", name, DIGEST);
        }

        assertThat(ScanResult.of(tree).repositories().getFirst().tags())
                .extracting(tag -> tag.tag().value())
                .containsExactlyElementsOf(names.stream().sorted().toList());
    }

    @Test
    void readsARepositoryWithMoreTagsThanOneThreadTakes() throws IOException {
        List<String> names =
                IntStream.range(0, 101).mapToObj(Integer::toString).sorted().toList();
        for (String name : names) {
            tree.tag("app", name, digestOf(name));
        }

        assertThat(ScanResult.of(tree).tags())
                .containsExactlyElementsOf(names.stream()
                        .map(name -> "app:" + name + "=" + digestOf(name))
                        .toList());
    }

    @Test
    void followsWhatTheTagSaysNotWhatTheIndexOrRevisionsSay() throws IOException {
        Digest old = digestOf("old");
        tree.tag("app", "1", DIGEST);
        StorageTree.write(tree.currentLink("app", "1"), old.toString());

        assertThat(ScanResult.of(tree).tags()).containsExactly("app:1=" + old);
    }

    @Test
    void needsNoRevision() throws IOException {
        StorageTree.write(tree.currentLink("app", "1"), DIGEST.toString());

        assertThat(ScanResult.of(tree).tags()).containsExactly("app:1=" + DIGEST);
    }

    @Test
    void needsNoLayers() throws IOException {
        tree.tag("without", "1", DIGEST);
        tree.tag("with", "1", DIGEST);
        tree.layerLink("with", DIGEST, "");

        assertThat(ScanResult.of(tree).names()).containsExactly("with", "without");
    }

    @Test
    void readsADigestThatIsNotTheCanonicalOne() throws IOException {
        String sha512 = "sha512:" + "0f".repeat(64);
        StorageTree.write(tree.currentLink("app", "1"), sha512);

        assertThat(ScanResult.of(tree).tags()).containsExactly("app:1=" + sha512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "%s\r\n", "%s\0\0\0\0", " %s"})
    void repairsAPaddedLinkAndSaysSo(String padded) throws IOException {
        Path link = StorageTree.write(tree.currentLink("app", "1"), padded.formatted(DIGEST));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + DIGEST);
        assertThat(result.broken()).isEmpty();
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(link);
            assertThat(problem.reason()).contains("read as " + DIGEST);
        });
    }

    @Test
    void ignoresFilesAmongTags() throws IOException {
        tree.tag("app", "1", DIGEST);
        StorageTree.write(tree.tagDirectory("app", "stray"), DIGEST.toString());

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + DIGEST);
        assertThat(result.broken()).isEmpty();
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void reportsEntriesThatNoTagCanBeNamedAfter() throws IOException {
        tree.tag("app", "1", DIGEST);
        tree.tag("app", ".snapshot", DIGEST);
        StorageTree.write(tree.tagDirectory("app", ".nfs0001"), "");
        tree.tag("app", "-dash", DIGEST);
        tree.tag("app", "t".repeat(129), DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + DIGEST);
        assertThat(result.problems())
                .containsExactly(
                        SourceProblem.skipped(tree.tagDirectory("app", "-dash"), "no tag can have this name, skipped"),
                        SourceProblem.skipped(tree.tagDirectory("app", ".nfs0001"), "hidden, skipped"),
                        SourceProblem.skipped(tree.tagDirectory("app", ".snapshot"), "hidden, skipped"),
                        SourceProblem.skipped(
                                tree.tagDirectory("app", "t".repeat(129)), "no tag can have this name, skipped"));
    }

    @Test
    void reportsTagsThatCannotBeListedAndGoesOn() throws IOException {
        StorageTree.loop(tree.repository("a").resolve("_manifests/tags"));
        tree.revision("a", DIGEST);
        tree.tag("b", "1", DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("b:1=" + DIGEST);
        assertThat(result.problems())
                .extracting(SourceProblem::path)
                .containsExactly(tree.repository("a").resolve("_manifests/tags"));
        assertThat(result.repositories()).noneMatch(ScannedRepository::untagged);
    }
}
