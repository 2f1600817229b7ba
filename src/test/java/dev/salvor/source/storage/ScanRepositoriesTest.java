// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanRepositoriesTest {
    private static final Digest DIGEST = digestOf("manifest");

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void findsNothingInAnEmptyStorage() {
        assertThat(ScanResult.of(tree)).isEqualTo(new ScanResult(List.of(), List.of()));
    }

    @Test
    void reportsThatTheRepositoriesAreNotThere() throws IOException {
        Files.delete(tree.v2().resolve("repositories"));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.repositories()).isEmpty();
        assertThat(result.problems())
                .containsExactly(
                        SourceProblem.unreadable(tree.v2().resolve("repositories"), "no such file or directory"));
    }

    @Test
    void findsNamesOfOneTwoAndManyComponents() throws IOException {
        tree.tag("alone", "1", DIGEST);
        tree.tag("project/app", "1", DIGEST);
        tree.tag("a/b/c/d/e", "1", DIGEST);

        assertThat(ScanResult.of(tree).names()).containsExactly("a/b/c/d/e", "alone", "project/app");
    }

    @Test
    void findsARepositoryInsideAnother() throws IOException {
        tree.tag("a", "1", DIGEST);
        tree.tag("a/b", "2", DIGEST);

        assertThat(ScanResult.of(tree).tags()).containsExactly("a:1=" + DIGEST, "a/b:2=" + DIGEST);
    }

    @Test
    void findsComponentsThatAreNamedLikeTheLayout() throws IOException {
        tree.tag("blobs/tags/manifests/current/link/uploads/sha256/index/data", "1", DIGEST);
        tree.tag("repositories", "1", DIGEST);

        assertThat(ScanResult.of(tree).names())
                .containsExactly("blobs/tags/manifests/current/link/uploads/sha256/index/data", "repositories");
    }

    @Test
    void readsOneDigestUnderManyNames() throws IOException {
        tree.tag("a", "1", DIGEST);
        tree.tag("a", "2", DIGEST);
        tree.tag("b", "1", DIGEST);

        assertThat(ScanResult.of(tree).tags()).containsExactly("a:1=" + DIGEST, "a:2=" + DIGEST, "b:1=" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {".snapshot", ".nfs0001"})
    void skipsHiddenDirectories(String name) throws IOException {
        tree.tag("project/" + name + "/app", "1", DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.repositories()).isEmpty();
        assertThat(result.problems())
                .containsExactly(SourceProblem.skipped(tree.repository("project/" + name), "hidden, skipped"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "a..b", "trailing-", "lost+found"})
    void skipsDirectoriesThatNoRepositoryCanBeNamedAfter(String name) throws IOException {
        tree.tag(name + "/app", "1", DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.repositories()).isEmpty();
        assertThat(result.problems())
                .containsExactly(
                        SourceProblem.skipped(tree.repository(name), "no repository can have this name, skipped"));
    }

    @Test
    void skipsNamesThatAreLongerThanRegistriesTake() throws IOException {
        tree.tag("a".repeat(200) + "/" + "b".repeat(54), "1", DIGEST);
        tree.tag("a".repeat(200) + "/" + "b".repeat(55), "1", DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).containsExactly("a".repeat(200) + "/" + "b".repeat(54));
        assertThat(result.problems())
                .singleElement()
                .extracting(SourceProblem::reason)
                .isEqualTo("the name of a repository here would be too long, skipped");
    }

    @Test
    void skipsNamesThatAreNotEvenText() throws IOException, InterruptedException {
        tree.tag("app", "1", DIGEST);
        StorageTree.shell("mkdir \"$1/$(printf 'b\\377d')\"", tree.v2().resolve("repositories"));
        StorageTree.shell(
                "mkdir \"$1/$(printf 't\\377g')\"",
                tree.tagDirectory("app", "1").getParent());

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + DIGEST);
        assertThat(result.problems()).hasSize(2).allMatch(problem -> Files.isDirectory(problem.path()));
    }

    @Test
    void ignoresFilesAmongRepositories() throws IOException {
        tree.tag("app", "1", DIGEST);
        StorageTree.write(tree.repository("readme"), "");
        StorageTree.write(tree.repository(".DS_Store"), "");

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).containsExactly("app");
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void followsASymbolicLinkToARepository() throws IOException {
        tree.tag("app", "1", DIGEST);
        Files.createSymbolicLink(tree.repository("alias"), tree.repository("app"));

        assertThat(ScanResult.of(tree).names()).containsExactly("alias", "app");
    }

    @Test
    void doesNotFollowASymbolicLinkToAProjectOutsideTheStorage() throws IOException {
        StorageTree other = StorageTree.in(temp.resolve("disk"));
        other.tag("project/app", "1", DIGEST);
        Files.createSymbolicLink(tree.repository("moved"), other.repository("project"));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).isEmpty();
        assertThat(result.problems())
                .containsExactly(SourceProblem.unreadable(tree.repository("moved"), Enclosure.OUTSIDE));
    }

    @Test
    void leavesALoopOfSymbolicLinks() throws IOException {
        tree.tag("project/app", "1", DIGEST);
        Files.createSymbolicLink(tree.repository("project/again"), tree.repository("project"));
        Files.createSymbolicLink(tree.repository("project/all"), tree.v2());

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).containsExactly("project/app");
        assertThat(result.problems())
                .containsExactly(
                        SourceProblem.skipped(
                                tree.repository("project/again"),
                                "a symbolic link that leads back to a directory above it"),
                        SourceProblem.skipped(
                                tree.repository("project/all/repositories"),
                                "a symbolic link that leads back to a directory above it"));
    }

    @Test
    void reportsADirectoryThatCannotBeReachedAndGoesOn() throws IOException {
        tree.tag("a", "1", DIGEST);
        StorageTree.loop(tree.repository("broken"));
        Files.createSymbolicLink(tree.repository("dangling"), temp.resolve("unmounted"));
        tree.tag("z", "1", DIGEST);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).containsExactly("a", "z");
        assertThat(result.problems())
                .extracting(SourceProblem::path)
                .containsExactly(tree.repository("broken"), tree.repository("dangling"));
    }

    @Test
    void entersNeitherLayersNorUploadsNorWhatIsBelowRevisions() throws IOException {
        tree.tag("app", "1", DIGEST);
        for (String metadata : new String[] {"_layers", "_uploads", "_manifests/revisions/sha256", "_other"}) {
            tree.tag("app/" + metadata + "/hidden/repository", "1", DIGEST);
            StorageTree.loop(tree.repository("app/" + metadata + "/loop"));
        }

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).containsExactly("app:1=" + DIGEST);
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void changesNoFile() throws IOException {
        tree.tag("project/app", "1", DIGEST);
        tree.blob("manifest");
        StorageTree.write(tree.currentLink("project/app", "2"), "");
        Map<Path, String> before = snapshot();

        ScanResult result = ScanResult.of(tree);
        tree.open().manifest(DIGEST);

        assertThat(result.repositories()).hasSize(1);
        assertThat(snapshot()).isEqualTo(before);
    }

    private Map<Path, String> snapshot() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(temp)) {
            for (Path path : paths.toList()) {
                String content = Files.isRegularFile(path) ? Files.readString(path) : "";
                all.put(path, Files.getLastModifiedTime(path) + content);
            }
        }
        return all;
    }
}
