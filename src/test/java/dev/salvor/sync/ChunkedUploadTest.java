// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.output.Explanation;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs that something on the way does not let through in one request, into a real registry. */
class ChunkedUploadTest {
    private static final int MIB = 1 << 20;
    private static final int LAYERS = 2;
    private static final int CONFIGS = 2;

    @TempDir
    Path storage;

    @TempDir
    Path target;

    /** Random bytes, so that gzip does not make them fewer: each layer is a little more than 5 MiB. */
    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "v1", List.of(TestContent.layer(1, 5 * MIB)));
            images.image("p/app", "v2", List.of(TestContent.layer(2, 5 * MIB)));
        });
    }

    @Test
    void chunksOfTheSizeThatWasAskedForPassAProxyThatTakesNoMore() {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.ofBodiesUpTo(MIB, registry.uri())) {
            SyncRun run = SyncRun.of(storage, front.host()).inChunksOf(MIB);

            assertThat(run.push().isComplete()).isTrue();

            AccessLog log = registry.accessLog();
            assertThat(log.count("PATCH")).isEqualTo(LAYERS * 6);
            assertThat(log.count("POST")).isEqualTo(LAYERS + CONFIGS);
            assertThat(run.notices()).isEmpty();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void aProxyThatRefusesLargeBodiesIsServedWithChunksAndTheNextBlobIsSparedTheSearch() {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.ofBodiesUpTo(2 * MIB, registry.uri())) {
            SyncOptions oneAtATime = new SyncOptions(
                    Selection.all(),
                    TargetNames.unchanged(),
                    ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP),
                    1);
            SyncRun run = SyncRun.of(storage, front.host()).with(oneAtATime);

            assertThat(run.push().isComplete()).isTrue();

            AccessLog log = registry.accessLog();
            int refusedWhole = 1;
            int refusedChunk = 1;
            assertThat(log.count("PATCH")).isEqualTo(LAYERS * 3);
            assertThat(log.count("POST"))
                    .isBetween(LAYERS + CONFIGS + 1, LAYERS + CONFIGS + 2 * (refusedWhole + refusedChunk));
            assertThat(run.notices())
                    .hasSize(2)
                    .allSatisfy(notice -> assertThat(notice).contains("client_max_body_size"));
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void aProxyThatTakesNextToNothingIsNamedWithTheSettingToChange() {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.ofBodiesUpTo(MIB - 1, registry.uri())) {
            SyncRun.Result result = SyncRun.of(storage, front.host()).push();

            assertThat(result.count(SyncReport.Kind.REFUSED)).isEqualTo(2);
            assertThat(result.outcomes().values()).allSatisfy(outcome -> {
                assertThat(((Outcome.Refused) outcome).refusal().reason()).isEqualTo(Refusal.Reason.TOO_LARGE);
                assertThat(Explanation.of(outcome).advice()).contains("client_max_body_size", "proxy-body-size");
            });
        }
    }
}
