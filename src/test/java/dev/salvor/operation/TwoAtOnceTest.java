// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two salvors push different images of the same names into one repository; each talks to a registry process of its own over the same files. */
class TwoAtOnceTest {
    private static final int TAGS = 30;

    @TempDir
    Path one;

    @TempDir
    Path other;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorages() {
        writeTags(one, 1);
        writeTags(other, 2);
        StorageFixtures.write(target, images -> images.image("p/app", "old", List.of(TestContent.layer(9, 100))));
    }

    private static void writeTags(Path storage, int seed) {
        StorageFixtures.write(storage, images -> {
            for (int tag = 0; tag < TAGS; tag++) {
                images.image("p/app", "v" + tag, List.of(TestContent.layer(seed * 1_000 + tag, 500)));
            }
        });
    }

    @Test
    void noTagIsReplacedThatHeadFoundThere() {
        try (RegistryProcess first = RegistryProcess.over(target).start();
                RegistryProcess second = RegistryProcess.over(target).start()) {
            AtomicBoolean begun = new AtomicBoolean();
            AtomicReference<SyncRun.Result> within = new AtomicReference<>();
            SyncRun.Result around = SyncRun.of(one, first.host())
                    .jobs(1)
                    .onPushed(() -> {
                        if (begun.compareAndSet(false, true)) {
                            within.set(SyncRun.of(other, second.host()).push());
                        }
                    })
                    .push();

            assertThat(around.outcomes().values()).anyMatch(Outcome.Conflict.class::isInstance);
            assertThat(around.count(Tally.Kind.PUSHED) + within.get().count(Tally.Kind.PUSHED))
                    .isGreaterThanOrEqualTo(TAGS);
            assertEachPutAskedBefore(first.accessLog());
            assertEachPutAskedBefore(second.accessLog());
        }
    }

    /** The last HEAD of a tag before its PUT said that it is not there. */
    private static void assertEachPutAskedBefore(AccessLog log) {
        Map<String, Integer> asked = new HashMap<>();
        int puts = 0;
        for (AccessLog.Entry entry : log.entries()) {
            if (entry.path().startsWith("/v2/p/app/manifests/v")) {
                switch (entry.method()) {
                    case "HEAD" -> asked.put(entry.path(), entry.status());
                    case "PUT" -> {
                        puts++;
                        assertThat(asked).containsEntry(entry.path(), 404);
                    }
                    default -> {}
                }
            }
        }
        assertThat(puts).isPositive();
    }
}
