// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A glob that matches nothing in the storage is likely mistyped, and is named. */
class IdleGlobTest {
    @TempDir
    Path root;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(root, images -> {
            images.image("devops/app", "v1", List.of());
            images.image("devops/app", "broken", List.of());
            images.image("other/app", "v2", List.of());
        });
        StorageFiles files = new StorageFiles(root);
        files.truncate(files.link("devops/app", "broken"), 5);
    }

    @Test
    void ofBothKindsInTheirOrder() {
        assertThat(warnings(selection(globs("devops/**", "devop/**", "**:v3"), globs("**:*-SNAPSHOT", "other/app"))))
                .containsExactly(
                        "the glob 'devop/**' matches no image of the storage",
                        "the glob '**:v3' matches no image of the storage",
                        "the glob '**:*-SNAPSHOT' matches no image of the storage");
    }

    /** What another option leaves out is in the storage all the same. */
    @Test
    void oneThatMatchesWhatIsLeftOutIsNone() {
        List<ImageGlob> globs = globs("devops/**", "other/*:v2", "**:broken");
        Selection future = new Selection(globs, globs("other/**"), 1, Optional.of(Instant.MAX), Optional.empty());
        assertThat(warnings(future)).isEmpty();
        assertThat(warnings(selection(globs, List.of()).within(new Shard(0, 1_000))))
                .isEmpty();
    }

    @Test
    void noGlobIsNone() {
        assertThat(warnings(Selection.all())).isEmpty();
    }

    private static List<ImageGlob> globs(String... texts) {
        return Stream.of(texts).map(ImageGlob::new).toList();
    }

    private static Selection selection(List<ImageGlob> includes, List<ImageGlob> excludes) {
        return new Selection(includes, excludes, 0, Optional.empty(), Optional.empty());
    }

    private List<String> warnings(Selection selection) {
        return new SelectedScan(Storage.open(root), selection, new SyncProgress())
                .run(_ -> {})
                .caveats()
                .mistyped()
                .toList();
    }
}
