// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that are on both sides with different content. */
class ConflictTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private Pushed here;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            here = images.image("p/app", "latest", List.of(TestContent.layer(1, 3_000)));
            images.image("p/app", "new", List.of(TestContent.layer(1, 3_000), TestContent.layer(3, 3_000)));
        });
    }

    @Test
    void namesAreEnoughUnlessAskedForMore() {
        SyncRun.Result result = push(false, ComparePolicy.OnConflict.SKIP, Expect.THEIRS);
        assertThat(result.outcomes().get("p/app:latest")).isEqualTo(new Outcome.AlreadyThere(false));
    }

    @Test
    void aMovedTagIsListedAndLeftAsItIs() {
        SyncRun.Result result = push(true, ComparePolicy.OnConflict.SKIP, Expect.THEIRS);
        assertThat(result.outcomes().get("p/app:latest"))
                .isInstanceOfSatisfying(
                        Outcome.Conflict.class,
                        conflict -> assertThat(conflict.source()).isEqualTo(Digest.parse(here.digest())));
        assertThat(result.report().undelivered()).hasSize(1);
    }

    @Test
    void overwriteComparesByDigestAndPushesOverIt() {
        SyncRun.Result result = push(false, ComparePolicy.OnConflict.OVERWRITE, Expect.OURS);
        assertThat(result.outcomes().get("p/app:latest")).isEqualTo(new Outcome.Pushed());
    }

    @Test
    void failLeavesItAndStillPushesTheRest() {
        SyncRun.Result result = push(false, ComparePolicy.OnConflict.FAIL, Expect.THEIRS);
        assertThat(result.count(Tally.Kind.CONFLICTS)).isEqualTo(1);
        assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(1);
    }

    private enum Expect {
        OURS,
        THEIRS
    }

    private SyncRun.Result push(boolean byDigest, ComparePolicy.OnConflict onConflict, Expect expect) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Pushed there =
                    new TestImages(registry.uri()).image("p/app", "latest", List.of(TestContent.layer(2, 3_000)));
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(ComparePolicy.of(byDigest, onConflict))
                    .push();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .hasSize(2)
                    .containsEntry("p/app:latest", (expect == Expect.OURS ? here : there).digest());
            return result;
        }
    }
}
