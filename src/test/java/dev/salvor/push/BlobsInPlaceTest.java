// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.push.FakeDestination.Call;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.ResolvedManifest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A target that was put on the storage that is read. */
class BlobsInPlaceTest {
    private static final Blob CONFIG = FakeSource.blob("config");
    private static final Blob LAYER = FakeSource.blob("layer");
    private static final int IMAGES = 30;

    private final FakePush push = new FakePush().inPlace();

    @Test
    void manifestsAreSentChildrenFirstAndNoBlob() {
        lies("a/app", CONFIG, LAYER);
        ResolvedManifest child = push.manifest("child", CONFIG, LAYER);
        push.image("a/app", "multi", child, push.index("index", child));

        assertThat(push.run().values()).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.calls(Verb.PUT_MANIFEST))
                .extracting(Call::what)
                .containsExactly(child.digest().toString(), "multi");
        assertNothingSent();
    }

    /** Which of the two goes ahead is a matter of luck: under its tag, the child is there already for its index. */
    @Test
    void aChildUnderItsOwnTagIsNoManifestMore() {
        lies("a/app", CONFIG, LAYER);
        ResolvedManifest child = push.manifest("child", CONFIG, LAYER);
        push.image("a/app", "multi", child, push.index("index", child)).image("a/app", "again", child);

        assertThat(push.run().values()).containsOnly(new Outcome.Pushed());
        assertNothingSent();
        assertThat(push.counts.snapshot()).isEqualTo(new BlobCounts.Snapshot(sum(0), sum(0), sum(2), 2));
    }

    @Test
    void theFirstImageOfEachRepositoryIsLookedAtAndNoOther() {
        for (int i = 0; i < IMAGES; i++) {
            push.image("a/app", "v" + i, CONFIG, LAYER).image("b/app", "v" + i, CONFIG);
        }
        lies("a/app", CONFIG, LAYER);
        lies("b/app", CONFIG);

        assertThat(push.run().values()).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.calls(Verb.BLOB))
                .extracting(call -> call.repository() + " " + call.what())
                .containsExactlyInAnyOrder(
                        "a/app " + CONFIG.digest(), "a/app " + LAYER.digest(), "b/app " + CONFIG.digest());
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"NONE", "HEAD"})
    void aTargetThatLacksTheBlobsIsFoundOutBeforeASecondImage(Verification verification) {
        push.verifying(verification);
        lies("b/app", CONFIG, LAYER);
        for (int i = 0; i < IMAGES; i++) {
            push.image("a/app", "v" + i, CONFIG, LAYER).image("b/app", "v" + i, CONFIG, LAYER);
        }
        answerWhenTheOthersAreThere();

        push.run();

        List<String> registered = push.destination.calls(Verb.PUT_MANIFEST).stream()
                .filter(call -> call.repository().equals("a/app"))
                .map(Call::what)
                .toList();
        assertThat(registered).hasSize(1);
        Refusal refusal = ((Outcome.Refused) push.outcomes.get("a/app:" + registered.getFirst())).refusal();
        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.OTHER_STORAGE);
        assertThat(refusal.words())
                .startsWith("a/app:" + registered.getFirst() + " was registered there without its content: blob "
                        + CONFIG.digest());
        assertThat(push.outcomes.values())
                .filteredOn(new Outcome.NotTried(new Outcome.Why.Covered(refusal))::equals)
                .hasSize(IMAGES - 1);
        assertThat(push.outcomes.values())
                .filteredOn(new Outcome.Pushed()::equals)
                .hasSize(IMAGES);
    }

    @Test
    void aBlobOfAnotherSizeIsOfAnotherStorage() {
        lies("a/app", CONFIG);
        push.destination.says(7L, 7L);

        assertThat(push.image("a/app", "v1", CONFIG).run().get("a/app:v1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.OTHER_STORAGE));
    }

    @Test
    void whatHasNoLinksIsToldAtOnceAndTheOthersGoOn() {
        lies("a/app", CONFIG, LAYER);
        refuseFirst(Refusal.Reason.BLOB_UNKNOWN);
        push.image("a/app", "v1", CONFIG, LAYER)
                .image("a/app", "v2", CONFIG, LAYER)
                .run();

        assertThat(push.outcomes.values()).containsOnlyOnce(new Outcome.Pushed());
        assertThat(push.outcomes.values())
                .filteredOn(Outcome.Refused.class::isInstance)
                .singleElement()
                .extracting(outcome -> ((Outcome.Refused) outcome).refusal().reason())
                .isEqualTo(Refusal.Reason.UNLINKED);
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).as("no repair").hasSize(2);
        assertThat(push.destination.calls(Verb.BLOB))
                .as("the second is looked at")
                .hasSize(2);
        assertThat(push.counts.snapshot()).isEqualTo(new BlobCounts.Snapshot(sum(0), sum(0), sum(2), 1));
        assertNothingSent();
    }

    @Test
    void anImageWithoutBlobsProvesNothing() {
        lies("a/app", CONFIG);
        push.image("a/app", "empty", push.index("empty")).image("a/app", "v1", CONFIG);

        assertThat(push.run().values()).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.count(Verb.BLOB, CONFIG.digest())).isEqualTo(1);
    }

    @Test
    void whatTheTargetHasUnderTheTagIsNotReplaced() {
        push.existing("a/app").destination.tagged("a/app", "v1", LAYER.digest());
        push.image("a/app", "v1", CONFIG);

        assertThat(push.run().get("a/app:v1"))
                .isEqualTo(new Outcome.Conflict(push.source.manifest("a/app:v1"), LAYER.digest()));
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    /** Of a/app, so that it is a long time in which nothing of it may follow. */
    private void answerWhenTheOthersAreThere() {
        CountDownLatch others = new CountDownLatch(IMAGES);
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST && call.repository().equals("b/app")) {
                others.countDown();
            }
            if (call.verb() == Verb.BLOB && call.repository().equals("a/app")) {
                assertThat(await(others)).isTrue();
            }
        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuseFirst(Refusal.Reason reason) {
        AtomicInteger puts = new AtomicInteger();
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST && puts.getAndIncrement() == 0) {
                throw FakeDestination.refusal(reason, LAYER.digest().toString());
            }
        });
    }

    private void lies(String repository, Blob... blobs) {
        List.of(blobs).forEach(blob -> push.destination.has(repository, blob.digest()));
    }

    private void assertNothingSent() {
        assertThat(push.destination.calls(Verb.PUT_BLOB)).isEmpty();
        assertThat(push.destination.calls(Verb.REUSE)).isEmpty();
    }

    private static BlobCounts.Sum sum(long blobs) {
        return new BlobCounts.Sum(blobs, blobs);
    }
}
