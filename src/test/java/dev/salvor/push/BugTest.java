// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Blob;
import dev.salvor.outcome.Outcome;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.ResolvedManifest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody foresaw costs the image that met it, and is told when all others are through. */
@Timeout(60)
class BugTest {
    private static final int IMAGES = 40;

    private final FakePush push = new FakePush();

    @BeforeEach
    void makeImages() {
        IntStream.range(0, IMAGES)
                .forEach(i -> push.image(
                        "p" + i % 3 + "/app", "v" + i, FakeSource.blob("base"), FakeSource.blob("layer" + i)));
    }

    @Test
    void aRuntimeExceptionAtABlobIsTheBugOfItsImageAlone() {
        IllegalStateException bug = new IllegalStateException("no way");
        failAt(Verb.PUT_BLOB, FakeSource.blob("layer7").digest(), bug);
        assertThatThrownBy(push::run).isSameAs(bug);
        assertOnlyFailure("p1/app:v7", bug);
    }

    @Test
    void anErrorAtAManifestIsTheBugOfItsImageAlone() {
        StackOverflowError bug = new StackOverflowError();
        failAt(Verb.PUT_MANIFEST, "v7", bug);
        assertThatThrownBy(push::run).isSameAs(bug);
        assertOnlyFailure("p1/app:v7", bug);
    }

    @Test
    void anErrorAtABlobIsThrownAsItIs() {
        OutOfMemoryError bug = new OutOfMemoryError("so little");
        failAt(Verb.PUT_BLOB, FakeSource.blob("layer7").digest(), bug);
        assertThatThrownBy(push::run).isSameAs(bug);
        assertOnlyFailure("p1/app:v7", bug);
    }

    /** The other blobs of the image are broken off then, with an answer that says nothing about them. */
    @Test
    void aBlobThatABugBrokeOffIsSentForTheNextImage() {
        FakePush two = new FakePush();
        Blob shared = FakeSource.blob("shared");
        Blob fatal = FakeSource.blob("fatal");
        ResolvedManifest first = two.manifest("first", shared, fatal);
        two.image("a/app", "first", first);
        two.image("a/app", "sha256-" + first.digest().hex(), two.manifest("about", shared));
        CountDownLatch sending = new CountDownLatch(1);
        AtomicBoolean brokenOff = new AtomicBoolean();
        two.destination.script(call -> {
            if (call.verb() == Verb.PUT_BLOB
                    && call.what().equals(fatal.digest().toString())) {
                await(sending);
                throw new IllegalStateException("no way");
            }
            if (call.verb() == Verb.PUT_BLOB && brokenOff.compareAndSet(false, true)) {
                sending.countDown();
                if (!await(new CountDownLatch(1))) {
                    throw FakeDestination.refusal(Refusal.Reason.NO_RIGHT, "broken off");
                }
            }
        });
        assertThatThrownBy(two::run).hasMessage("no way");
        assertThat(two.outcomes.values()).contains(new Outcome.Pushed());
        assertThat(two.destination.count(Verb.PUT_BLOB, shared.digest())).isEqualTo(2);
    }

    @Test
    void theFirstOfSeveralIsThrownWithTheOthersInIt() {
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST && call.what().matches("v[123]")) {
                throw new IllegalStateException(call.what());
            }
        });
        assertThatThrownBy(push::run)
                .satisfies(bug -> assertThat(bug.getSuppressed()).hasSize(2));
        assertThat(push.outcomes).hasSize(IMAGES);
        assertThat(push.outcomes.values())
                .filteredOn(Outcome.Bug.class::isInstance)
                .hasSize(3);
    }

    @Test
    void aReceiverThatThrowsHearsOfAllOthers() {
        IllegalStateException bug = new IllegalStateException("full");
        push.sink(result -> {
            if (result.name().reference().toString().equals("v3")) {
                throw bug;
            }
        });
        assertThatThrownBy(push::run).isSameAs(bug);
        assertThat(push.outcomes).hasSize(IMAGES);
        assertThat(push.outcomes.values()).containsOnly(new Outcome.Pushed());
    }

    /** Whether it was opened, and this thread not interrupted before; it stays interrupted. */
    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void failAt(FakeDestination.Verb verb, Object what, Throwable bug) {
        push.destination.script(call -> {
            if (call.verb() == verb && call.what().equals(what.toString())) {
                switch (bug) {
                    case RuntimeException exception -> throw exception;
                    case Error error -> throw error;
                    default -> throw new IllegalArgumentException(bug);
                }
            }
        });
    }

    private void assertOnlyFailure(String image, Throwable bug) {
        assertThat(push.outcomes).hasSize(IMAGES).containsEntry(image, new Outcome.Bug(bug.toString()));
        assertThat(push.outcomes.values())
                .filteredOn(outcome -> !outcome.equals(new Outcome.Pushed()))
                .hasSize(1);
    }
}
