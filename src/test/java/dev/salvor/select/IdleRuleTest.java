// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule for names that matches nothing in the storage is likely mistyped, and is named. */
class IdleRuleTest {
    @TempDir
    Path root;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(root, images -> {
            images.image("devops/app", "v1", List.of());
            images.image("other/app", "v2", List.of());
        });
    }

    @Test
    void inTheOrderInWhichTheyWereTyped() {
        assertThat(notes(Selection.all(), "^devop/=ops/", "^devops/=ops/", "-img$="))
                .containsExactly(
                        "--map '^devop/=ops/' matches no repository of the storage",
                        "--map '-img$=' matches no repository of the storage");
    }

    @Test
    void oneThatMatchesWhatAnotherMadeOfANameIsNone() {
        assertThat(notes(Selection.all(), "^devops/=ops/", "^ops/=o/")).isEmpty();
        assertThat(notes(Selection.all(), "^ops/=o/", "^devops/=ops/"))
                .containsExactly("--map '^ops/=o/' matches no repository of the storage");
    }

    /** Workers that share a job have the same rules. */
    @Test
    void oneThatMatchesWhatIsNotSelectedIsNone() {
        assertThat(notes(Selection.all().within(new Shard(0, 1_000)), "^other/=o/"))
                .isEmpty();
    }

    private List<String> notes(Selection selection, String... rules) {
        List<NameRule> parsed = Stream.of(rules).map(NameRule::parse).toList();
        return DistinctNames.of(Storage.open(root), selection, new TargetNames(parsed, "", ""))
                .notes();
    }
}
