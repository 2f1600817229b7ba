// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoredBlobTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("project/app");
    private static final Digest SHA512 = Digest.parse("sha512:" + "ab".repeat(64));

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void tellsFileAndSize() throws IOException {
        Digest digest = tree.blob("layer");

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Present(new FileContent(tree.data(digest), 5)));
    }

    @Test
    void takesAnEmptyFileAsABlobOfNoBytes() throws IOException {
        Digest digest = tree.blob("");

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Present(new FileContent(tree.data(digest), 0)));
    }

    @Test
    void tellsWhereAMissingBlobShouldBe() {
        Digest digest = digestOf("gone");

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Missing(tree.data(digest)));
    }

    @Test
    void followsASymbolicLinkToAFileOfTheStorage() throws IOException {
        Digest digest = digestOf("layer");
        Path elsewhere = Files.writeString(tree.v2().resolve("blobs/elsewhere"), "layer");
        Files.createDirectories(tree.data(digest).getParent());
        Files.createSymbolicLink(tree.data(digest), elsewhere);

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Present(new FileContent(elsewhere, 5)));
    }

    @Test
    void takesASymbolicLinkToNothingAsMissing() throws IOException {
        Digest digest = digestOf("layer");
        Files.createDirectories(tree.data(digest).getParent());
        Files.createSymbolicLink(tree.data(digest), temp.resolve("nothing"));

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Missing(tree.data(digest)));
    }

    @Test
    void doesNotTakeADirectoryForABlob() throws IOException {
        Digest digest = digestOf("layer");
        Files.createDirectories(tree.data(digest));

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Unreadable(tree.data(digest), "not a regular file"));
    }

    @Test
    @Timeout(30)
    void doesNotTakeAFifoForABlob() throws IOException, InterruptedException {
        Digest digest = digestOf("layer");
        Files.createDirectories(tree.data(digest).getParent());
        StorageTree.shell("mkfifo \"$1\"", tree.data(digest));

        assertThat(blob(digest)).isEqualTo(new StoredBlob.Unreadable(tree.data(digest), "not a regular file"));
    }

    @Test
    void saysWhyABlobCannotBeReached() throws IOException {
        Digest digest = digestOf("layer");
        StorageTree.loop(tree.data(digest));

        assertThat(blob(digest)).isInstanceOfSatisfying(StoredBlob.Unreadable.class, unreadable -> {
            assertThat(unreadable.file()).isEqualTo(tree.data(digest));
            assertThat(unreadable.reason()).contains("symbolic link");
        });
    }

    @Test
    void findsASha512BlobThroughTheLinkInItsRepository() throws IOException {
        Digest canonical = tree.blob("layer");
        tree.layerLink("project/app", SHA512, canonical.toString());

        assertThat(blob(SHA512)).isEqualTo(new StoredBlob.Present(new FileContent(tree.data(canonical), 5)));
    }

    @Test
    void doesNotUseTheSha512LinkOfAnotherRepository() throws IOException {
        tree.layerLink("project/other", SHA512, tree.blob("layer").toString());

        assertThat(blob(SHA512)).isInstanceOf(StoredBlob.Missing.class);
    }

    @Test
    void missesASha512BlobWhoseDataIsGone() throws IOException {
        Digest canonical = digestOf("collected");
        tree.layerLink("project/app", SHA512, canonical.toString());

        assertThat(blob(SHA512)).isEqualTo(new StoredBlob.Missing(tree.data(canonical)));
    }

    @Test
    void cannotReadASha512BlobWhoseLinkIsEmpty() throws IOException {
        Path link = tree.layerLink("project/app", SHA512, "");

        assertThat(blob(SHA512))
                .isEqualTo(new StoredBlob.Unreadable(link, "the link is empty, as a full disk or a crash leaves it"));
    }

    private StoredBlob blob(Digest digest) {
        return tree.open().blob(REPOSITORY, digest);
    }
}
