// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before their time: everything has its outcome, what arrived is whole, and the next run completes it. */
@Timeout(60)
class StoppedRunTest {
    private static final int IMAGES = 60;
    private static final int BEFORE_THE_STOP = 90;

    @TempDir
    static Path storage;

    @TempDir
    Path target;

    @BeforeAll
    static void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p" + i % 6 + "/app", "v" + i, List.of(TestContent.layer(i, 3_000)));
            }
        });
    }

    @Test
    void aTargetThatGoesAwayEndsTheRunAndTheNextOneCompletesIt() {
        SyncRun.Result result;
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), afterSomePuts(registry::kill))) {
            result = SyncRun.of(storage, "http://" + front.host()).push();
        }
        // the front still answers, with nothing: each of its connections breaks off
        assertThat(result.images()).hasSize(IMAGES);
        assertThat(result.count(Tally.Kind.PUSHED)).isPositive().isLessThan(IMAGES);
        complete();
    }

    @Test
    void aTargetThatCannotBeReachedAnyMoreLeavesTheRestUntried() {
        SyncRun.Result result;
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            AtomicInteger pushed = new AtomicInteger();
            result = SyncRun.of(storage, registry.host())
                    .onPushed(() -> {
                        if (pushed.incrementAndGet() == 10) {
                            registry.kill();
                        }
                    })
                    .push();
        }
        assertThat(result.images()).hasSize(IMAGES);
        assertThat(result.count(Tally.Kind.NOT_TRIED)).isPositive();
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.UNREACHABLE);
        complete();
    }

    @Test
    void anInterruptionEndsTheRunWithTheRestNotTriedAndTheNextOneCompletesIt() {
        Thread worker = Thread.currentThread();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            AtomicInteger pushed = new AtomicInteger();
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .onPushed(() -> {
                        if (pushed.incrementAndGet() == 10) {
                            worker.interrupt();
                        }
                    })
                    .push();
            assertThat(Thread.interrupted()).as("the interruption was taken").isFalse();
            assertThat(result.images()).hasSize(IMAGES);
            assertThat(result.outcomes().values())
                    .contains(new Outcome.NotTried(new Outcome.Why.Interrupted()))
                    .allMatch(outcome -> outcome instanceof Outcome.Pushed || outcome instanceof Outcome.NotTried);

            assertThat(SyncRun.of(storage, registry.host()).push().isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void aRegistryThatAsksToWaitForAnHourEndsTheRunSoonAndTheNextOneCompletesIt() {
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger limited = new AtomicInteger();
        SyncRun.Result result;
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(
                        registry.uri(),
                        (_, _) -> requests.incrementAndGet() <= BEFORE_THE_STOP ? Optional.empty() : limit(limited))) {
            result = SyncRun.of(storage, "http://" + front.host()).push();
        }
        assertThat(result.count(Tally.Kind.NOT_TRIED)).isPositive();
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.TOLD_TO_WAIT);
        // what was in flight at that moment, and the cancelling of its sessions
        assertThat(limited.get()).isLessThan(100);
        complete();
    }

    private static Optional<Front.Reply> limit(AtomicInteger limited) {
        limited.incrementAndGet();
        return Optional.of(Front.Reply.limited(3600));
    }

    private static BiFunction<String, String, Optional<Front.Reply>> afterSomePuts(Runnable stop) {
        AtomicInteger puts = new AtomicInteger();
        return (method, _) -> {
            if (method.equals("PUT") && puts.incrementAndGet() == BEFORE_THE_STOP) {
                stop.run();
            }
            return Optional.empty();
        };
    }

    /** A registry that is killed may leave manifests without bytes, which no push mends: those are told, all others arrive. */
    private void complete() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(result.report().undelivered())
                    .extracting(group -> group.cause().refusal().orElseThrow())
                    .isSubsetOf(Refusal.Reason.CORRUPT_TARGET);
            SortedMap<String, String> expected = StorageWalk.tags(storage);
            result.outcomes().forEach((name, outcome) -> {
                if (outcome instanceof Outcome.Refused) {
                    expected.remove(name);
                    Trees.delete(target.resolve(
                            "docker/registry/v2/repositories/" + name.replace(":", "/_manifests/tags/")));
                }
            });
            assertThat(expected).hasSizeGreaterThan(IMAGES - 16);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
        }
    }
}
