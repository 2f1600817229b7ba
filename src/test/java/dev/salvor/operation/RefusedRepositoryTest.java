// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.Front.Reply;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
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
    private static final int TAGS = 5;
    private static final byte[] BASE = TestContent.layer(1, 200_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int tag = 0; tag < TAGS; tag++) {
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

        assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.count(Tally.Kind.REFUSED) + result.count(Tally.Kind.NOT_TRIED))
                .isEqualTo(TAGS);
        // a denied listing is no answer: some registries deny it for what is not there yet, so each tag is asked for,
        // and pushing tried
        int listing = 1;
        int perTag = 3;
        assertThat(refusals.get())
                .as("requests to the refused repository")
                .isLessThanOrEqualTo(listing + TAGS + TAGS * perTag);
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

        assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.count(Tally.Kind.REFUSED) + result.count(Tally.Kind.NOT_TRIED))
                .isEqualTo(5);
        assertThat(pushes.get())
                .as("requests before the repository was given up")
                .isLessThan(5 * 3);
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.FORBIDDEN);
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

        assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(HEALTHY);
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.QUOTA, Refusal.Reason.NO_ROOM);
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

        assertThat(result.count(Tally.Kind.REFUSED)).isPositive();
        assertThat(result.count(Tally.Kind.NOT_TRIED)).isPositive();
        assertThat(result.images()).hasSize(5 + HEALTHY);
        assertThat(puts.get()).as("PUTs before the end").isLessThan(3 + 16);
        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsOnly(Refusal.Reason.DISK_FULL);
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
