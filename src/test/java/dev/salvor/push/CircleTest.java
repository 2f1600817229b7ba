// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tags that say of images that they are about each other: nobody can have signed so, and anybody can have tagged so. */
@Timeout(60)
class CircleTest {
    private static final int LONG = 200_000;

    private final FakePush push = new FakePush();

    @Test
    void twoThatAreAboutEachOtherArePushed() {
        assertCirclesArePushed(2);
    }

    @Test
    void moreThanTheWindowHoldsArePushed() {
        assertCirclesArePushed(50);
    }

    @Test
    void oneThatIsAboutItselfIsPushed() {
        assertCirclesArePushed(1);
    }

    @Test
    void whatIsAboutAnImageOfACircleComesAfterIt() {
        List<ResolvedManifest> circle = circle(3);
        ResolvedManifest signature = push.manifest("signature");
        push.image("a/app", aboutTag(circle.get(1)) + ".sig", signature);

        assertThat(push.run())
                .hasSize(4)
                .allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo(new Outcome.Pushed()));
        List<String> puts = push.destination.calls(FakeDestination.Verb.PUT_MANIFEST).stream()
                .map(FakeDestination.Call::what)
                .toList();
        assertThat(puts).containsSubsequence(aboutTag(circle.get(2)), aboutTag(circle.get(1)) + ".sig");
    }

    @Test
    void theDepthOfALongChainTakesNoLongerThanItsLength() {
        List<ResolvedImage> chain = new ArrayList<>();
        ResolvedManifest before = push.manifest("begin");
        chain.add(FakePush.resolved("a/app", "begin", before));
        for (int i = 0; i < LONG; i++) {
            ResolvedManifest next = push.manifest("link" + i);
            chain.add(FakePush.resolved("a/app", aboutTag(before), next));
            before = next;
        }
        List<ResolvedImage> backwards = new ArrayList<>(chain);
        Collections.reverse(backwards);
        assertThat(Interleaving.order(backwards)).isEqualTo(chain);
    }

    private void assertCirclesArePushed(int length) {
        circle(length);
        assertThat(push.run())
                .hasSize(length)
                .allSatisfy((_, outcome) -> assertThat(outcome).isEqualTo(new Outcome.Pushed()));
    }

    /** Each is tagged as being about the one after it, the last about the first. */
    private List<ResolvedManifest> circle(int length) {
        List<ResolvedManifest> manifests = IntStream.range(0, length)
                .mapToObj(i -> push.manifest("link" + i, FakeSource.blob("layer" + i)))
                .toList();
        for (int i = 0; i < length; i++) {
            push.image("a/app", aboutTag(manifests.get((i + 1) % length)), manifests.get(i));
        }
        return manifests;
    }

    private static String aboutTag(ResolvedManifest subject) {
        return "sha256-" + subject.digest().hex();
    }
}
