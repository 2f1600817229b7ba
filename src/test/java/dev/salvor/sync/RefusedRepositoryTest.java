// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.Front.Reply;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.output.Explanation;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that is refused never sinks the others. */
class RefusedRepositoryTest {
    private static final int HEALTHY = 10;
    private static final byte[] BASE = TestContent.layer(1, 200_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int tag = 0; tag < 5; tag++) {
                images.image("a-refused/app", "v" + tag, List.of(BASE, TestContent.layer(100 + tag, 3_000)));
            }
            for (int i = 0; i < HEALTHY; i++) {
                images.image("healthy" + i + "/app", "v1", List.of(BASE, TestContent.layer(200 + i, 3_000)));
            }
        });
    }

    @Test
    void tenHealthyRepositoriesArriveWholeWhenOneThatSharesTheirBaseLayerIsForbidden() {
        AtomicInteger refusals = new AtomicInteger();
        SyncRun.Result result = pushThrough((_, path) -> {
            boolean refused = path.startsWith("/v2/a-refused/");
            refusals.addAndGet(refused ? 1 : 0);
            return refused ? Optional.of(Reply.error(403, "DENIED", "not for you")) : Optional.empty();
        });

        assertThat(result.count(SyncReport.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.count(SyncReport.Kind.REFUSED)).isEqualTo(1);
        assertThat(result.count(SyncReport.Kind.NOT_TRIED)).isEqualTo(4);
        assertThat(refusals).as("requests to the refused repository").hasValue(1);
    }

    /** Listing is allowed and pushing is not: the refused repository may well be the first home of the base layer. */
    @Test
    void aHomeThatFailsDoesNotSinkItsWaiters() {
        AtomicInteger pushes = new AtomicInteger();
        SyncRun.Result result = pushThrough((method, path) -> {
            boolean refused = path.startsWith("/v2/a-refused/") && !method.equals("GET");
            pushes.addAndGet(refused ? 1 : 0);
            return refused ? Optional.of(Reply.error(403, "DENIED", "not for you")) : Optional.empty();
        });

        assertThat(result.count(SyncReport.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.count(SyncReport.Kind.REFUSED) + result.count(SyncReport.Kind.NOT_TRIED))
                .isEqualTo(5);
        assertThat(pushes.get())
                .as("requests before the repository was given up")
                .isLessThan(5 * 3);
        assertThat(result.report().undelivered())
                .extracting(group -> Explanation.of(group).title())
                .containsOnly(Refusal.Reason.NO_RIGHT.title());
    }

    @Test
    void aProjectThatIsOverItsQuotaIsParkedAndTheOthersGoOn() {
        SyncRun.Result result = pushThrough((method, path) -> method.equals("PUT") && path.startsWith("/v2/a-refused/")
                ? Optional.of(Reply.error(
                        403,
                        "DENIED",
                        "adding 14.6 KiB of storage resource, which when updated to current usage of 8.9 KiB will exceed the"
                                + " configured upper limit of 19.5 KiB."))
                : Optional.empty());

        assertThat(result.count(SyncReport.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.report().undelivered())
                .extracting(group -> Explanation.of(group).title())
                .containsOnly(Refusal.Reason.QUOTA.title());
    }

    @Test
    void aFullDiskEndsTheRunSoonAndTheRestIsNotTried() {
        AtomicInteger puts = new AtomicInteger();
        SyncRun.Result result = pushThrough((method, _) -> {
            boolean full = method.equals("PUT") && puts.incrementAndGet() > 3;
            return full
                    ? Optional.of(Reply.error(500, "UNKNOWN", "write /storage/x: no space left on device"))
                    : Optional.empty();
        });

        assertThat(result.count(SyncReport.Kind.REFUSED)).isPositive();
        assertThat(result.count(SyncReport.Kind.NOT_TRIED)).isPositive();
        assertThat(result.images()).hasSize(5 + HEALTHY);
        assertThat(puts.get()).as("PUTs before the end").isLessThan(3 + 16);
        assertThat(result.report().undelivered())
                .extracting(group -> Explanation.of(group).title())
                .containsOnly(Refusal.Reason.DISK_FULL.title());
    }

    private SyncRun.Result pushThrough(BiFunction<String, String, Optional<Reply>> rule) {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), rule)) {
            SyncRun.Result result =
                    SyncRun.of(storage, "http://" + front.host()).push();
            SortedMap<String, String> arrived = RegistryWalk.tags(registry.uri());
            Map<String, Outcome> outcomes = result.outcomes();
            SortedMap<String, String> expected = StorageWalk.tags(storage);
            expected.keySet().removeIf(name -> !(outcomes.get(name) instanceof Outcome.Pushed));
            assertThat(arrived).isEqualTo(expected);
            assertThat(registry.accessLog().linked().values()).containsOnly(1);
            return result;
        }
    }
}
