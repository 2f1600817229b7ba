// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.source.StorageKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageKindTest {
    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
    }

    @Test
    void isPlainUnlessAFileSaysOtherwise() {
        assertThat(tree.open().kind()).isEqualTo(new StorageKind.Plain());
    }

    @Test
    void isOfGitLabIfItsMetadataDatabaseIsInUse() throws IOException {
        Path lock = StorageTree.write(temp.toRealPath().resolve("docker/registry/lockfiles/database-in-use"), "");

        StorageKind kind = tree.open().kind();

        assertThat(kind).isEqualTo(new StorageKind.DatabaseBacked(lock));
        assertThat(kind.keepsTagsElsewhere()).isTrue();
        assertThat(kind.meaning()).contains("database", "stale");
        assertThat(kind.advice()).contains("--ignore-untagged");
    }

    @Test
    void isNotOfAnotherLock() throws IOException {
        StorageTree.write(temp.resolve("docker/registry/lockfiles/filesystem-in-use"), "");

        assertThat(tree.open().kind()).isEqualTo(new StorageKind.Plain());
    }

    @Test
    void isAPullThroughCacheIfItsSchedulerKeepsStateThere() throws IOException {
        Path state = StorageTree.write(temp.toRealPath().resolve("scheduler-state.json"), "{}");

        StorageKind kind = tree.open().kind();

        assertThat(kind).isEqualTo(new StorageKind.PullThroughCache(state));
        assertThat(kind.keepsTagsElsewhere()).isFalse();
    }
}
