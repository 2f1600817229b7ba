// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.Homes;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One blob that many repositories need: rules 2 to 6 of pushing. */
@Timeout(60)
class SharedBlobsTest {
    private static final int REPOSITORIES = 10;
    private static final Blob BASE = FakeSource.blob("base");

    private final FakePush push = new FakePush();

    @Test
    void theFirstRepositorySendsAndTheOthersReuse() {
        pushToAll();
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.count(Verb.REUSE, BASE.digest())).isEqualTo(REPOSITORIES - 1);
    }

    /** The sending takes until all others have come to wait for it, more than the window holds (rule 8). */
    @Test
    void whoWaitsForTheSendingLeavesTheWindowToOthers() {
        CountDownLatch ownLayers = new CountDownLatch(REPOSITORIES);
        push.destination.script(call -> {
            boolean isPut = call.verb() == Verb.PUT_BLOB;
            if (isPut && call.what().equals(BASE.digest().toString())) {
                await(ownLayers);
            } else if (isPut) {
                ownLayers.countDown();
            }
        });
        for (int i = 0; i < REPOSITORIES; i++) {
            push.image("p" + i + "/app", "v1", BASE, FakeSource.blob("own" + i));
        }
        push.run();
        assertThat(push.outcomes.values()).hasSize(REPOSITORIES).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.count(Verb.REUSE, BASE.digest())).isEqualTo(REPOSITORIES - 1);
    }

    @Test
    void aGuessedHomeThatServesSparesTheSending() {
        push.destination.has("known/app", BASE.digest());
        push.guesses.add(BASE.digest(), new RepositoryName("known/app"));
        pushToAll();
        assertThat(push.destination.calls(Verb.PUT_BLOB)).isEmpty();
        assertThat(push.destination.count(Verb.REUSE, BASE.digest())).isEqualTo(REPOSITORIES);
    }

    @Test
    void aGuessedHomeThatDoesNotServeIsTriedOnceAndItsOpenedUploadUsed() {
        push.guesses.add(BASE.digest(), new RepositoryName("known/app"));
        pushToAll();
        assertThat(push.destination.calls(Verb.PUT_BLOB)).isEmpty();
        assertThat(push.destination.count(Verb.PUT_BLOB_OPENED, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.count(Verb.REUSE, BASE.digest())).isEqualTo(REPOSITORIES);
    }

    @Test
    void aRepositoryThatSaysThatItHasNotIsNoHome() throws InterruptedException {
        RepositoryName mistaken = new RepositoryName("p0/app");
        Homes guesses = new Homes();
        guesses.add(BASE.digest(), mistaken);
        SharedBlobs shared = new SharedBlobs(guesses, new BlobCounts());
        BlobUploader uploader = new BlobUploader(push.source, push.destination, shared);
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_BLOB) {
                throw FakeDestination.refusal(Refusal.Reason.PROXY_PROJECT, "no");
            }
        });

        new TargetRepository(
                        mistaken,
                        true,
                        false,
                        new TargetRepository.Run(push.source, push.destination, uploader, shared, new Turns(), true))
                .ensure(mistaken, BASE, 0);

        assertThat(push.destination.count(Verb.BLOB, BASE.digest())).isEqualTo(1);
        assertThat(shared.any(BASE.digest(), new RepositoryName("p1/app"))).isEmpty();
    }

    /** Each project has one of its own, and all are wrong. */
    @Test
    void whereOneGuessWasWrongTheProvenHomeCountsMoreThanTheNextGuess() {
        IntStream.range(0, REPOSITORIES)
                .forEach(i -> push.guesses.add(BASE.digest(), new RepositoryName("p" + i + "/known")));
        pushToAll();
        assertThat(push.destination.count(Verb.PUT_BLOB_OPENED, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.count(Verb.REUSE, BASE.digest())).isEqualTo(REPOSITORIES);
    }

    @Test
    void aHomeThatFailsForAReasonOfItsOwnLeavesTheWayFreeForTheNext() {
        AtomicBoolean first = new AtomicBoolean(true);
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_BLOB && first.compareAndSet(true, false)) {
                throw FakeDestination.refusal(Refusal.Reason.PROXY_PROJECT, "no");
            }
        });
        images();
        push.run();
        assertThat(push.outcomes.values())
                .filteredOn(Outcome.Refused.class::isInstance)
                .hasSize(1);
        assertThat(push.outcomes.values())
                .filteredOn(new Outcome.Pushed()::equals)
                .hasSize(REPOSITORIES - 1);
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(2);
    }

    @Test
    void whatTheSourceHasLostIsLookedUpOnce() {
        push.source.lose(BASE);
        images();
        push.run();
        assertThat(push.outcomes).hasSize(REPOSITORIES);
        assertThat(push.outcomes.values()).allMatch(Outcome.Damaged.class::isInstance);
        assertThat(push.source.lookups()).isEqualTo(1);
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pushToAll() {
        images();
        push.run();
        assertThat(push.outcomes).hasSize(REPOSITORIES);
        assertThat(push.outcomes.values()).containsOnly(new Outcome.Pushed());
    }

    private void images() {
        IntStream.range(0, REPOSITORIES).forEach(i -> push.image("p" + i + "/app", "v1", BASE));
    }
}
