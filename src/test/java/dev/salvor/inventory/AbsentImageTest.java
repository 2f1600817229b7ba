// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told who asks for an image that is not there. */
class AbsentImageTest {
    @TempDir
    Path root;

    private StorageFiles files;

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            for (String tag : List.of("1.0", "1.0.7", "a", "b", "c", "d", "e")) {
                images.image("team/app", tag, List.of());
            }
        });
        files.age("team/app", "1.0", Instant.parse("2026-01-31T03:00:00Z"));
        files.age("team/app", "1.0.7", Instant.parse("2026-01-30T03:00:00Z"));
    }

    @Test
    void anAbsentTagIsAnsweredWithTheTagsOfItsRepositoryTheSimilarFirst() {
        assertAnswer(
                "team/app:1.0.7-rc1",
                "has no image team/app:1.0.7-rc1",
                "team/app is in the storage, with the tags 1.0, 1.0.7, ",
                " and 2 more.");
    }

    @Test
    void anAbsentRepositoryIsAnsweredWithThoseThatEndAlike() {
        assertAnswer(
                "harbor.example.com/team/app:1.0",
                "has no image harbor.example.com/team/app:1.0",
                "There is no repository harbor.example.com/team/app. The repositories that end so are team/app.");
        assertAnswer("nosuch:1.0", "has no image nosuch:1.0", "There is no repository nosuch.", "-o names");
    }

    @Test
    void aRepositoryWithoutTagsIsSaidToHaveRevisions() {
        StorageFixtures.write(root, images -> images.image("harbor215/app", null, List.of()));
        assertAnswer("harbor215/app:1", "has no image harbor215/app:1", "only revisions: name one by its digest");
    }

    @Test
    void anAbsentDigestIsNoImage() {
        Digest digest = Digest.of(new byte[] {1});
        assertAnswer("team/app@" + digest, "has no image team/app@" + digest, "with the tags");
    }

    @Test
    void aStrayFileAmongTheTagsIsNoTag() throws IOException {
        Files.createFile(files.repository("team/app").resolve("_manifests/tags/README"));
        assertAnswer("team/app:README", "has no image team/app:README");
    }

    private void assertAnswer(String image, String message, String... advice) {
        Inspector inspector = new Inspector(Storage.open(root), _ -> {});
        ImageName reference = ImageName.tryParse(image).orElseThrow();
        assertThatThrownBy(() -> inspector.inspect(reference))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(Failure.Source.class, failure -> assertAdvice(failure.advice(), advice));
    }

    private static void assertAdvice(String actual, String... words) {
        for (String word : words) {
            assertThat(actual).contains(word);
        }
    }
}
