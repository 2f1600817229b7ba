// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.Refusal.Reason;
import org.junit.jupiter.api.Test;

class StopsTest {
    private static final RepositoryName APP = new RepositoryName("p/app");
    private static final RepositoryName OTHER = new RepositoryName("p/other");

    private final Stops stops = new Stops();

    private static Refusal refusal(Reason reason) {
        return new Refusal(reason, 403, "no");
    }

    @Test
    void oneForbiddenThingStopsNothing() {
        stops.note(APP, refusal(Reason.FORBIDDEN));
        assertThat(stops.why(APP)).isEmpty();
    }

    @Test
    void theSecondOfTheSameKindStopsTheRepositoryAndNoOther() {
        stops.note(APP, refusal(Reason.FRONT));
        stops.note(APP, refusal(Reason.FRONT));
        assertThat(stops.why(APP)).contains(new Outcome.Why.Covered(refusal(Reason.FRONT)));
        assertThat(stops.why(OTHER)).isEmpty();
    }

    @Test
    void refusalsOfTwoRepositoriesAreOneEach() {
        stops.note(APP, refusal(Reason.FORBIDDEN));
        stops.note(OTHER, refusal(Reason.FORBIDDEN));
        assertThat(stops.why(APP)).isEmpty();
        assertThat(stops.why(OTHER)).isEmpty();
    }

    @Test
    void refusalsOfTwoKindsAreOneEach() {
        stops.note(APP, refusal(Reason.FORBIDDEN));
        stops.note(APP, refusal(Reason.FRONT));
        assertThat(stops.why(APP)).isEmpty();
    }

    @Test
    void oneBlobThatTwoImagesNeedIsOneThing() {
        Refusal ofTheBlob = refusal(Reason.FRONT);
        stops.note(APP, ofTheBlob);
        stops.note(APP, ofTheBlob);
        assertThat(stops.why(APP)).isEmpty();
    }

    @Test
    void anImageThatArrivesBetweenTwoShowsThatTheRepositoryIsNotMeant() {
        stops.note(APP, refusal(Reason.FORBIDDEN));
        stops.arrived(APP);
        stops.note(APP, refusal(Reason.FORBIDDEN));
        assertThat(stops.why(APP)).isEmpty();
    }

    @Test
    void wordsOfTheAccountStopTheRepositoryAtOnce() {
        stops.note(APP, refusal(Reason.NO_RIGHT));
        assertThat(stops.why(APP)).isPresent();
    }
}
