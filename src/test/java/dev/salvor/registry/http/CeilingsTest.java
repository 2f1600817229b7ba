// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.content.FileContent;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Waiters.Waiter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests at once to a registry that holds all answers back until the test gives them. */
class CeilingsTest {
    private static final int JOBS = 32;
    private static final Access READ = new Access.Pull(new RepositoryName("p/r"));
    private static final Access PUSH_A = new Access.Push(new RepositoryName("a/r"));
    private static final Access MOUNT_A = new Access.Mount(new RepositoryName("a/s"), new RepositoryName("b/r"));
    private static final Access PUSH_B = new Access.Push(new RepositoryName("b/r"));
    private static final Duration USUAL = Duration.ofMillis(50);

    static final List<IOException> BREAKDOWNS =
            List.of(new SocketTimeoutException("Read timed out"), new SocketException("Connection reset"));

    private final Waiters registry = new Waiters();
    private Ceilings ceilings = new Ceilings(JOBS, registry::nanoTime, registry);

    @AfterEach
    void endRequests() {
        registry.close();
    }

    @Test
    void beginsWithEightAndGrowsWithEachGoodAnswerUpToTheJobs() {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.answer(8, 200);
        registry.assertInFlight(16);
        registry.answer(16, 404);
        registry.assertInFlight(JOBS);
        registry.answer(JOBS, 200);
        registry.assertInFlight(JOBS);
    }

    @Test
    void isNeverAboveTheJobs() {
        ceilings = new Ceilings(3, registry::nanoTime, registry);
        ask(20, READ);
        registry.assertInFlight(3);
        registry.answer(3, 200);
        registry.assertInFlight(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aBurstOfTroubleHalvesOnceAndTheNextOneAgain(int status) {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.answer(8, 200);
        registry.assertInFlight(16);
        registry.answer(16, status);
        registry.assertInFlight(8);
        registry.answer(8, status);
        registry.assertInFlight(4);
    }

    @ParameterizedTest
    @FieldSource("BREAKDOWNS")
    void aBreakdownHalves(IOException breakdown) {
        ask(50, READ);
        registry.assertInFlight(8);
        registry.fail(1, breakdown);
        registry.assertInFlight(7);
        registry.answer(7, 200);
        registry.assertInFlight(4);
    }

    @Test
    void afterTroubleItGrowsByOneInARoundTrip() {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.answer(8, 503);
        registry.assertInFlight(4);
        registry.answer(4, 200);
        registry.assertInFlight(5);
        registry.answer(5, 200);
        registry.assertInFlight(6);
    }

    @Test
    void troubleDoesNotGoBelowOne() {
        ask(50, READ);
        for (int limit : new int[] {8, 4, 2, 1, 1}) {
            registry.assertInFlight(limit);
            registry.answer(limit, 429);
        }
        registry.assertInFlight(1);
    }

    @Test
    void aFileThatCannotBeReadIsNoTroubleOfTheRegistry() {
        ask(50, READ);
        registry.assertInFlight(8);
        registry.fail(8, new UnreadableSourceException("cannot open", new IOException()));
        registry.assertInFlight(8);
    }

    @Test
    void growsOnlyWhileAnswersComeAsQuicklyAsUsual() {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.pass(USUAL);
        registry.answer(8, 200);
        registry.assertInFlight(16);
        registry.pass(USUAL.multipliedBy(3));
        registry.answer(16, 200);
        registry.assertInFlight(16);
        registry.pass(USUAL);
        registry.answer(16, 200);
        registry.assertInFlight(JOBS);
    }

    @Test
    void doesNotTakeTheLoadForUsualHoweverLongItLasts() {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.pass(USUAL);
        registry.answer(8, 200);
        for (int round = 0; round < 5; round++) {
            registry.assertInFlight(16);
            registry.pass(USUAL.multipliedBy(3));
            registry.answer(16, 200);
        }
        registry.assertInFlight(16);
    }

    /** A manifest that the registry fails on is asked for or sent once more, then it is refused: that says nothing of its load. */
    @Test
    void aServerErrorThatMayBeForGoodIsNoTrouble() {
        Request manifest =
                Request.of("PUT", URI.create("http://r/v2/"), READ).with(Request.Repeat.ONCE_AFTER_SERVER_ERROR);
        registry.ask(50, () -> ceilings.send(manifest));
        registry.assertInFlight(8);
        registry.answer(8, 500);
        registry.assertInFlight(8);
        registry.answer(8, 503);
        registry.assertInFlight(4);
    }

    @Test
    void quickAnswersThatNothingIsThereDoNotTellHowLongAListingTakes() {
        ask(150, READ);
        registry.assertInFlight(8);
        registry.answer(8, 404);
        registry.assertInFlight(16);
        registry.pass(USUAL);
        registry.answer(16, 200);
        registry.assertInFlight(JOBS);
    }

    @Test
    void howLongABlobTakesTellsNothing() {
        Body blob = new Body.Streamed(new FileContent(Path.of("blob"), 1), _ -> {});
        ask(20, READ, blob);
        registry.assertInFlight(8);
        registry.answer(8, 201);
        registry.assertInFlight(8);
    }

    @Test
    void whatChangesAProjectIsAtMostEightAtOnceAndLeavesRoomForOthers() {
        ask(20, PUSH_A);
        ask(20, MOUNT_A);
        registry.assertInFlight(8);
        registry.answer(8, 202);
        registry.assertInFlight(8);
        ask(20, PUSH_B);
        registry.assertInFlight(16);
        ask(1, READ);
        registry.answer(8, 202);
        registry.assertInFlight(17);
    }

    @Test
    void whoIsStoppedWhileWaitingLeavesNothingTaken() throws InterruptedException {
        ceilings = new Ceilings(1, registry::nanoTime, registry);
        ask(1, READ);
        registry.assertInFlight(1);
        List<Waiter> waiting = ask(1, PUSH_A);
        registry.settle();
        waiting.getFirst().interrupt();
        assertThat(waiting.getFirst().failure()).isInstanceOf(InterruptedIOException.class);
        registry.answer(1, 200);
        ask(1, PUSH_A);
        registry.assertInFlight(1);
    }

    private List<Waiter> ask(int times, Access access) {
        return ask(times, access, Body.NONE);
    }

    private List<Waiter> ask(int times, Access access, Body body) {
        Request request = Request.of("GET", URI.create("http://r/v2/"), access).with(body);
        return registry.ask(times, () -> ceilings.send(request));
    }
}
