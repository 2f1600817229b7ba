// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanUntaggedTest {
    private static final Digest DIGEST = digestOf("manifest");

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void isARepositoryWithRevisionsAndNoTagDirectory() throws IOException {
        tree.revision("project/app", DIGEST);

        assertThat(ScanResult.of(tree).repositories()).containsExactly(repository("project/app", true));
    }

    @Test
    void isARepositoryWithRevisionsWhoseDirectoryOfTagsIsEmpty() throws IOException {
        tree.revision("app", DIGEST);
        Files.createDirectories(tree.tagDirectory("app", "1").getParent());

        assertThat(ScanResult.of(tree).repositories()).containsExactly(repository("app", true));
    }

    @Test
    void isNoRepositoryWithATag() throws IOException {
        tree.tag("app", "1", DIGEST);

        assertThat(ScanResult.of(tree).repositories()).noneMatch(ScannedRepository::untagged);
    }

    @Test
    void isNoRepositoryWithABrokenTag() throws IOException {
        tree.revision("app", DIGEST);
        Files.createDirectories(tree.tagDirectory("app", "1"));

        assertThat(ScanResult.of(tree).repositories()).hasSize(1).noneMatch(ScannedRepository::untagged);
    }

    @Test
    void isNoRepositoryWhoseManifestsWereDeleted() throws IOException {
        Files.createDirectories(tree.repository("app").resolve("_manifests/revisions/sha256/" + DIGEST.hex()));

        assertThat(ScanResult.of(tree).repositories()).containsExactly(repository("app", false));
    }

    @Test
    void isARepositoryOfWhichSomeManifestsWereDeleted() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.createDirectories(tree.repository("app")
                    .resolve("_manifests/revisions/sha256/"
                            + digestOf("deleted" + i).hex()));
        }
        tree.revision("app", DIGEST);

        assertThat(ScanResult.of(tree).repositories()).containsExactly(repository("app", true));
    }

    @Test
    void reportsRevisionsThatCannotBeListed() throws IOException {
        Path revisions = tree.repository("app").resolve("_manifests/revisions/sha256");
        StorageTree.loop(revisions);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.repositories()).containsExactly(repository("app", false));
        assertThat(result.problems()).extracting(SourceProblem::path).containsExactly(revisions);
    }

    @Test
    void visitsNoRepositoryThatOnlyHasLayersOrUploads() throws IOException {
        tree.layerLink("layers", DIGEST, DIGEST.toString());
        StorageTree.write(tree.repository("uploads").resolve("_uploads/1f0e/data"), "half");

        ScanResult result = ScanResult.of(tree);

        assertThat(result.repositories()).isEmpty();
        assertThat(result.problems()).isEmpty();
    }

    private static ScannedRepository repository(String name, boolean untagged) {
        return new ScannedRepository(new RepositoryName(name), List.of(), List.of(), untagged);
    }
}
