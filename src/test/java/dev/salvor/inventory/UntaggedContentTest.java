// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revisions that no tag reaches, in a storage that a registry wrote. */
class UntaggedContentTest {
    private static final byte[] BASE = TestContent.layer(1, 5_000);

    @TempDir
    Path root;

    private final List<Pushed> lost = new ArrayList<>();
    private StorageFiles files;
    private Pushed child;

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            lost.add(images.image("prod/app", "latest", List.of(BASE, TestContent.layer(2, 700))));
            images.image("prod/app", "latest", List.of(BASE, TestContent.layer(3, 800)));
            child = images.image("prod/multi", null, List.of(TestContent.layer(4, 900)));
            Pushed inner = images.index("prod/multi", null, child);
            images.index("prod/multi", "1.0", inner);
            lost.add(images.image("prod/multi", null, List.of(BASE)));
            images.image("prod/none", "gone", List.of(BASE));
        });
        files.delete(files.repository("prod/none").resolve("_manifests/tags/gone/current/link"));
    }

    @Test
    void areCountedWithTheBytesThatOnlyTheyHave() throws IOException {
        UntaggedContent untagged = take(Selection.all());
        assertThat(untagged.revisions().stream().map(Object::toString))
                .contains(lost.get(0).repository() + "@" + lost.get(0).digest())
                .contains(lost.get(1).repository() + "@" + lost.get(1).digest())
                .noneMatch(name -> name.endsWith(child.digest()));
        long own = Stream.of(lost.get(0), lost.get(1)).mapToLong(Pushed::size).sum() + 700;
        assertThat(untagged.bytes()).isGreaterThan(own).isLessThan(own + 5_000);
        assertThat(untagged.count().repositories()).isEqualTo(3);
    }

    @Test
    void areThoseOfTheRepositoriesThatWereSelected() {
        Selection one =
                new Selection(List.of(new ImageGlob("prod/app")), List.of(), 0, Optional.empty(), Optional.empty());
        assertThat(take(one).revisions())
                .hasSize(1)
                .first()
                .asString()
                .endsWith(lost.getFirst().digest());
    }

    @Test
    void doNotDependOnWhichOfTheTagsWereSelected() {
        Selection none = new Selection(
                List.of(new ImageGlob("prod/multi:1.0")), List.of(), 0, Optional.empty(), Optional.empty());
        assertThat(take(none).revisions())
                .hasSize(1)
                .first()
                .asString()
                .endsWith(lost.getLast().digest());
    }

    @Test
    void areNoneWhoseManifestWasDeleted() throws IOException {
        String hex = lost.getFirst().digest().substring("sha256:".length());
        Files.delete(files.repository("prod/app").resolve("_manifests/revisions/sha256/" + hex + "/link"));
        assertThat(take(Selection.all()).revisions())
                .noneMatch(each -> each.digest().hex().equals(hex));
    }

    private UntaggedContent take(Selection selection) {
        return new StorageInventory(Storage.open(root), selection, 4, new SyncProgress())
                .take()
                .untagged();
    }
}
