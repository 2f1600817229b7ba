// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.outcome.Outcome;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One blob that many images of one repository need (rule 1), and how it comes again. */
@Timeout(60)
class TargetBlobTest {
    private static final int IMAGES = 10;
    private static final Blob BASE = FakeSource.blob("base");

    private final FakePush push = new FakePush();

    @Test
    void whatManyImagesNeedIsLinkedOnce() {
        images();
        push.run();
        assertThat(push.outcomes.values()).hasSize(IMAGES).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.calls(Verb.BLOB)).isEmpty();
    }

    @Test
    void whatAnOldRepositoryHasIsAskedForOnceAndNotSent() {
        push.existing("a/app").destination.has("a/app", BASE.digest());
        images();
        push.run();
        assertThat(push.outcomes.values()).containsOnly(new Outcome.Pushed());
        assertThat(push.destination.count(Verb.BLOB, BASE.digest())).isEqualTo(1);
        assertThat(push.destination.calls(Verb.PUT_BLOB)).isEmpty();
    }

    @Test
    void aRefusalForGoodIsRemembered() {
        refuse(Refusal.Reason.TOO_LARGE, IMAGES);
        images();
        push.run();
        assertThat(push.outcomes.values()).hasSize(IMAGES).allMatch(Outcome.Refused.class::isInstance);
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(1);
    }

    @Test
    void aRefusalThatMayPassIsNot() {
        refuse(Refusal.Reason.OVERLOADED, 3);
        images();
        push.run();
        assertThat(push.outcomes.values())
                .filteredOn(Outcome.Refused.class::isInstance)
                .hasSize(3);
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(3 + 1);
    }

    /** The look says that it is there, from a cache. */
    @Test
    void aBlobThatTheRegistryMissesByNameIsSentAgainOnce() {
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_MANIFEST) {
                throw FakeDestination.refusal(Refusal.Reason.BLOB_UNKNOWN, "unknown: " + BASE.digest());
            }
        });
        images();
        push.run();
        assertThat(push.outcomes.values()).hasSize(IMAGES).allMatch(Outcome.Refused.class::isInstance);
        assertThat(push.destination.count(Verb.PUT_BLOB, BASE.digest())).isEqualTo(2);
        assertThat(push.destination.calls(Verb.PUT_MANIFEST)).hasSize(3 * IMAGES);
    }

    private void refuse(Refusal.Reason reason, int times) {
        AtomicInteger left = new AtomicInteger(times);
        push.destination.script(call -> {
            if (call.verb() == Verb.PUT_BLOB && left.getAndDecrement() > 0) {
                throw FakeDestination.refusal(reason, "no");
            }
        });
    }

    private void images() {
        for (int i = 0; i < IMAGES; i++) {
            push.image("a/app", "v" + i, BASE);
        }
    }
}
