// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.plan.Homes;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the room is known. Each manifest has one byte. */
class AdmissionTest {
    private final FakePush push = new FakePush();
    private final Homes homes = new Homes();
    private final List<ResolvedImage> images = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> there = new HashSet<>();

    @Test
    void imagesAreAdmittedInOrderWhileTheyFit() {
        image("small/app", "v1", blob("a", 50));
        image("small/app", "v2", blob("b", 50));
        image("small/app", "v3", blob("c", 20));

        assertThat(admit(Map.of("small", 80L))).containsExactly("small/app:v1", "small/app:v3");
        assertThat(refused)
                .containsExactly("small/app:v2 NO_ROOM it adds up to 51 bytes to project small, where 29 are left");
    }

    @Test
    void eachContentCountsOnceInItsProject() {
        image("small/app", "v1", blob("base", 50), blob("a", 10));
        image("small/other", "v1", blob("base", 50), blob("b", 10));

        assertThat(admit(Map.of("small", 72L))).hasSize(2);
        assertThat(admit(Map.of("small", 71L))).hasSize(1);
    }

    @Test
    void whatTheProjectHasAlreadyTakesNoRoom() {
        image("small/app", "v1", blob("base", 50));
        homes.add(blob("base", 50).digest(), new RepositoryName("other/app"));
        assertThat(admit(Map.of("small", 1L))).isEmpty();

        homes.add(blob("base", 50).digest(), new RepositoryName("small/old"));
        assertThat(admit(Map.of("small", 1L))).hasSize(1);
    }

    @Test
    void aProjectWhoseRoomIsNotKnownTakesAll() {
        image("wide/app", "v1", blob("a", 1L << 50));

        assertThat(admit(Map.of("small", 0L))).hasSize(1);
    }

    @Test
    void whatIsAboutAnImageWithoutRoomIsRefusedWithIt() {
        ResolvedManifest big = push.manifest("big", blob("a", 50));
        images.add(FakePush.resolved("small/app", "big", big));
        images.add(FakePush.resolved(
                "small/app", big.digest().toString().replace(':', '-') + ".sig", push.manifest("signature")));

        assertThat(admit(Map.of("small", 40L))).isEmpty();
        assertThat(refused).hasSize(2).anyMatch(line -> line.contains("what it is about has no room"));
    }

    /** It takes room already, and what is left may be enough for the rest of it. */
    @Test
    void whatAnEarlierRunLeftHalfSentIsAskedForWhereThereIsNoRoom() {
        image("small/app", "v1", blob("a", 50), blob("b", 50));
        image("small/app", "v2", blob("b", 50), blob("c", 5));
        there.add("small/app " + blob("a", 50).digest());

        assertThat(admit(Map.of("small", 57L))).containsExactly("small/app:v1", "small/app:v2");
        assertThat(admit(Map.of("small", 56L))).containsExactly("small/app:v1");
        assertThat(admit(Map.of("small", 50L))).isEmpty();
    }

    @Test
    void whatFitsIsNotAskedFor() {
        image("small/app", "v1", blob("a", 50));

        assertThat(admit(Map.of("small", 51L))).hasSize(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void afterSixteenImagesOfWhichNothingIsThereNoMoreAreAskedFor() {
        for (int i = 0; i < 40; i++) {
            image("small/app", "v" + i, blob("own" + i, 50));
        }
        assertThat(admit(Map.of("small", 10L))).isEmpty();
        assertThat(asked).hasSize(16);
    }

    private void image(String repository, String tag, Blob... blobs) {
        images.add(FakePush.resolved(repository, tag, push.manifest(repository + ":" + tag, blobs)));
    }

    private static Blob blob(String name, long size) {
        return new Blob(Digest.of(name.getBytes(StandardCharsets.UTF_8)), size);
    }

    private List<String> admit(Map<String, Long> room) {
        return new Admission(room, homes.found(), (repository, blob) -> {
                    asked.add(repository + " " + blob.digest());
                    return there.contains(asked.getLast());
                })
                .admit(images, (image, refusal) -> refused.add(image.name() + " " + text(refusal))).stream()
                        .map(image -> image.name().toString())
                        .toList();
    }

    private static String text(Refusal refusal) {
        return refusal.reason() + " " + refusal.words();
    }
}
