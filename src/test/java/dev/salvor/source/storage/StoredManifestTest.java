// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.source.StoredManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredManifestTest {
    private static final String INDEX = "{\"schemaVersion\": 2,\n \"manifests\": []}";
    private static final int LIMIT = 16 * 1024 * 1024;

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void readsTheExactBytesWithoutAnyLinkInARepository() throws IOException {
        Digest digest = tree.blob(INDEX);

        assertThat(manifest(digest)).isInstanceOfSatisfying(StoredManifest.Intact.class, intact -> {
            assertThat(intact.bytes()).asString().isEqualTo(INDEX);
            assertThat(intact.manifest()).isInstanceOf(Manifest.Index.class);
            assertThat(intact.manifest().digest()).isEqualTo(digest);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "{}"})
    void isIntactAlsoIfTheBytesAreNoManifest(String content) throws IOException {
        assertThat(manifest(tree.blob(content)))
                .isInstanceOfSatisfying(
                        StoredManifest.Intact.class,
                        intact -> assertThat(intact.manifest()).isInstanceOf(Manifest.Unknown.class));
    }

    @Test
    void tellsWhereAMissingManifestShouldBe() {
        Digest digest = digestOf(INDEX);

        assertThat(manifest(digest)).isEqualTo(new StoredManifest.Missing(tree.data(digest)));
    }

    @Test
    void isDamagedByBeingEmpty() throws IOException {
        Digest digest = digestOf(INDEX);
        StorageTree.write(tree.data(digest), "");

        assertThat(manifest(digest))
                .isEqualTo(
                        new StoredManifest.Damaged(tree.data(digest), "is empty, as a full disk or a crash leaves it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schemaVersion\": 2,", "{\"schemaVersion\": 2,\n \"manifests\": [] }"})
    void isDamagedByOtherBytesWhoseDigestIsNamed(String content) throws IOException {
        Digest digest = digestOf(INDEX);
        StorageTree.write(tree.data(digest), content);

        assertThat(manifest(digest))
                .isEqualTo(new StoredManifest.Damaged(
                        tree.data(digest), "its " + content.length() + " bytes have the digest " + digestOf(content)));
    }

    @Test
    void readsALargerManifestThanMostRegistriesTake() throws IOException {
        assertThat(manifest(tree.blob(" ".repeat(LIMIT)))).isInstanceOf(StoredManifest.Intact.class);
    }

    @Test
    void isNotReadIfItIsLargerThanWhatIsHeldInMemory() throws IOException {
        Digest digest = tree.blob(" ".repeat(LIMIT + 1));

        assertThat(manifest(digest))
                .isInstanceOfSatisfying(
                        StoredManifest.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("more than 16 MiB"));
    }

    @Test
    void doesNotTakeADirectoryForAManifest() throws IOException {
        Digest digest = digestOf(INDEX);
        Files.createDirectories(tree.data(digest));

        assertThat(manifest(digest)).isEqualTo(new StoredManifest.Unreadable(tree.data(digest), "not a regular file"));
    }

    @Test
    @Timeout(30)
    void doesNotWaitForTheBytesOfAFifo() throws IOException, InterruptedException {
        Digest digest = digestOf(INDEX);
        Files.createDirectories(tree.data(digest).getParent());
        StorageTree.shell("mkfifo \"$1\"", tree.data(digest));

        assertThat(manifest(digest)).isInstanceOf(StoredManifest.Unreadable.class);
    }

    @Test
    void saysWhyAManifestCannotBeReached() throws IOException {
        Digest digest = digestOf(INDEX);
        StorageTree.loop(tree.data(digest));

        assertThat(manifest(digest)).isInstanceOf(StoredManifest.Unreadable.class);
    }

    private StoredManifest manifest(Digest digest) {
        return tree.open().manifest(digest);
    }
}
