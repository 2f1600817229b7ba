// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A quota that nobody knew of ends in the middle. Each blob and each manifest takes one of what is left in project small. */
@Timeout(60)
class FullProjectsTest {
    /** There is never room for it. */
    private static final Blob BIG = FakeSource.blob("big");

    private final FakePush push = new FakePush();
    private final Set<String> stored = new HashSet<>();
    private int room;

    @Test
    void whatIsHalfSentWhenTheQuotaEndsIsMadeWholeAsFarAsItGoes() {
        room = 40;
        for (int i = 0; i < 30; i++) {
            push.image("small/app" + i, "v1", blob(i, 0), blob(i, 1), blob(i, 2));
        }

        Map<String, Outcome> outcomes = run();

        // eight at once: what they had begun is lost at most
        assertThat(pushed(outcomes)).hasSizeBetween((40 - 8 * 3) / 4, 10);
        assertThat(reasons(outcomes, Refusal.Reason.QUOTA)).hasSize(2);
        assertThat(reasons(outcomes, Refusal.Reason.NO_ROOM))
                .hasSize(30 - 2 - pushed(outcomes).size());
    }

    @Test
    void thoseComeFirstThatNeedLeast() {
        room = 100;
        for (int i = 0; i < 3; i++) {
            push.image("small/a" + i, "v1", blob(i, 0), blob(i, 1), BIG);
        }
        for (int i = 0; i < 20; i++) {
            push.image("small/b" + i, "v1", push.manifest("small/b" + i));
        }

        assertThat(pushed(run())).hasSize(20).allMatch(name -> name.startsWith("small/b"));
    }

    @Test
    void otherProjectsGoOn() {
        push.image("small/app", "v1", blob(1, 0));
        push.image("wide/app", "v1", blob(1, 0));

        assertThat(pushed(run())).containsExactly("wide/app:v1");
    }

    @Test
    void whatIsAboutAnImageThatHadNoRoomIsNotTriedAlone() {
        push.image("small/app", "v1", blob(1, 0));
        String about = "sha256-" + push.source.manifest("small/app:v1").hex();
        push.image("small/app", about + ".sig", push.manifest("signature"));

        Map<String, Outcome> outcomes = run();

        assertThat(reasons(outcomes, Refusal.Reason.QUOTA)).containsExactly("small/app:v1");
        assertThat(reasons(outcomes, Refusal.Reason.NO_ROOM)).hasSize(1);
    }

    private static Blob blob(int image, int number) {
        return FakeSource.blob("blob " + number + " of " + image);
    }

    private Map<String, Outcome> run() {
        push.destination.script(this::charge);
        return push.run();
    }

    private synchronized void charge(FakeDestination.Call call) throws RefusedException {
        boolean isCounted = switch (call.verb()) {
            case PUT_BLOB, PUT_BLOB_OPENED, REUSE, PUT_MANIFEST ->
                call.repository().startsWith("small/");
            case BLOB, MANIFEST, LIST -> false;
        };
        if (!isCounted || stored.contains(call.repository() + call.what())) {
            return;
        }
        if (room == 0 || call.what().equals(BIG.digest().toString())) {
            throw FakeDestination.refusal(Refusal.Reason.QUOTA, "full");
        }
        room--;
        stored.add(call.repository() + call.what());
    }

    private static List<String> pushed(Map<String, Outcome> outcomes) {
        return outcomes.keySet().stream()
                .filter(name -> outcomes.get(name) instanceof Outcome.Pushed)
                .sorted()
                .toList();
    }

    private static List<String> reasons(Map<String, Outcome> outcomes, Refusal.Reason reason) {
        return outcomes.keySet().stream()
                .filter(name ->
                        outcomes.get(name) instanceof Outcome.Refused(Refusal refusal) && refusal.reason() == reason)
                .toList();
    }
}
