// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy.OnConflict;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan took the tag for missing, and the target has it: a listing was not whole, or somebody pushed meanwhile. */
class TakenTagTest {
    private static final Blob LAYER = FakeSource.blob("layer");
    private static final Digest OTHER = FakeSource.blob("other").digest();

    private final FakePush push = new FakePush();

    private Outcome run() {
        return push.image("a/app", "v1", LAYER).run().get("a/app:v1");
    }

    @Test
    void otherContentIsAConflictAndIsNotReplaced() {
        push.existing("a/app").destination.tagged("a/app", "v1", OTHER);
        assertThat(run()).isEqualTo(new Outcome.Conflict(push.source.manifest("a/app:v1"), OTHER));
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    @Test
    void theSameContentIsThereAlready() {
        push.existing("a/app").destination.tagged("a/app", "v1", push.source.manifest("a/app:v1"));
        assertThat(run()).isEqualTo(new Outcome.AlreadyThere(true));
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    @Test
    void onlyOverwriteReplacesIt() {
        push.existing("a/app").onConflict(OnConflict.OVERWRITE).destination.tagged("a/app", "v1", OTHER);
        assertThat(run()).isEqualTo(new Outcome.Pushed());
    }

    @Test
    void nobodyIsAskedWhereTheRepositoryIsNew() {
        assertThat(run()).isEqualTo(new Outcome.Pushed());
        assertThat(push.destination.count(Verb.MANIFEST, "v1")).isZero();
    }

    @Test
    void aQuestionThatIsDeniedIsAskedAgainAfterTheBlobsAreSent() {
        AtomicInteger asked = deny(1);
        assertThat(run()).isEqualTo(new Outcome.Pushed());
        assertThat(asked).hasValue(2);
    }

    /** An account that may push and not pull: its HEADs of blobs and manifests are denied, too. */
    @ParameterizedTest
    @EnumSource(names = {"NO_RIGHT", "FORBIDDEN", "FRONT", "METHOD_FORBIDDEN"})
    void whoMayNotLookMayStillPushWhereTheTagIsToldOrOverwritten(Refusal.Reason reason) {
        push.existing("a/app").onConflict(OnConflict.OVERWRITE).destination.script(call -> {
            if (call.verb() == Verb.BLOB || call.verb() == Verb.MANIFEST) {
                throw FakeDestination.refusal(reason, "denied");
            }
        });
        assertThat(run()).isEqualTo(new Outcome.Pushed());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RIGHT", "FORBIDDEN", "FRONT", "METHOD_FORBIDDEN"})
    void whoMayNotLookAtAnythingReplacesNothing(Refusal.Reason reason) {
        push.existing("a/app").destination.script(call -> {
            if (call.verb() == Verb.BLOB || call.verb() == Verb.MANIFEST) {
                throw FakeDestination.refusal(reason, "denied");
            }
        });
        assertThat(run())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.TAG_UNTOLD));
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    @Test
    void whereItStaysDeniedTheImageIsRefusedAndNothingReplaced() {
        AtomicInteger asked = deny(Integer.MAX_VALUE);
        assertThat(run())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.TAG_UNTOLD));
        assertThat(asked).hasValue(2);
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).isEmpty();
    }

    /** Somebody pushed it into a repository that was new when the run began (harbor-live.md §1). */
    @Test
    void aTagThatTurnsOutToBeImmutableIsLookedAt() {
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST) {
                push.destination.tagged("a/app", "v1", OTHER);
                throw FakeDestination.refusal(Refusal.Reason.IMMUTABLE, "configured as immutable");
            }
        });
        assertThat(run()).isEqualTo(new Outcome.Conflict(push.source.manifest("a/app:v1"), OTHER));
    }

    /** Before the PUT, so many times; the question after it, whether the manifest can be read, is another one. */
    private AtomicInteger deny(int times) {
        AtomicInteger asked = new AtomicInteger();
        push.existing("a/app").destination.script(call -> {
            boolean isBefore = push.destination.calls(Verb.PUT_MANIFEST).isEmpty();
            if (call.verb() == Verb.MANIFEST
                    && call.what().equals("v1")
                    && isBefore
                    && asked.incrementAndGet() <= times) {
                throw FakeDestination.refusal(Refusal.Reason.NO_RIGHT, "denied");
            }
        });
        return asked;
    }
}
