// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.outcome.Outcome;
import dev.salvor.push.FakeDestination.Verb;
import dev.salvor.registry.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A firewall takes one layer for an attack, a rule protects one tag: the other images of the repository arrive. */
class OneRefusedThingTest {
    private static final int IMAGES = 40;

    private final FakePush push = new FakePush();

    private Map<String, Outcome> run(Verb verb, String what, Refusal.Reason reason) {
        for (int i = 0; i < IMAGES; i++) {
            push.image("a/app", "v" + i, FakeSource.blob("layer" + i));
        }
        push.destination.script(call -> {
            if (call.verb() == verb && call.what().startsWith(what)) {
                throw FakeDestination.refusal(reason, "no");
            }
        });
        return push.run();
    }

    @Test
    void aTagThatIsForbiddenCostsItsImage() {
        Map<String, Outcome> outcomes = run(Verb.PUT_MANIFEST, "v0", Refusal.Reason.FORBIDDEN);
        assertThat(outcomes.remove("a/app:v0")).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.values()).hasSize(IMAGES - 1).containsOnly(new Outcome.Pushed());
    }

    @Test
    void protectedTagsCostTheirImagesHoweverManyTheyAre() {
        Map<String, Outcome> outcomes = run(Verb.PUT_MANIFEST, "v1", Refusal.Reason.PROTECTED);
        assertThat(outcomes.values()).filteredOn(new Outcome.Pushed()::equals).hasSize(IMAGES - 11);
        assertThat(outcomes.values()).noneMatch(Outcome.NotTried.class::isInstance);
    }

    @Test
    void aLayerThatIsForbiddenCostsAllImagesThatNeedItAndNoOther() {
        Blob bad = FakeSource.blob("bad");
        for (int i = 0; i < 3; i++) {
            push.image("a/app", "bad" + i, bad);
        }
        Map<String, Outcome> outcomes = run(Verb.PUT_BLOB, bad.digest().toString(), Refusal.Reason.FRONT);
        assertThat(outcomes.values()).filteredOn(new Outcome.Pushed()::equals).hasSize(IMAGES);
        assertThat(push.destination.count(Verb.PUT_BLOB, bad.digest())).isEqualTo(1);
    }

    @Test
    void aRepositoryThatRefusesEverythingIsParkedSoon() {
        Map<String, Outcome> outcomes = run(Verb.PUT_MANIFEST, "v", Refusal.Reason.FORBIDDEN);
        assertThat(outcomes.values())
                .filteredOn(Outcome.NotTried.class::isInstance)
                .hasSizeGreaterThan(IMAGES / 2);
    }
}
