// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.registry.http.Request.Repeat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time passes by each request, of which the registry answers none, or as the test has put it into {@code next}. */
class OutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int TRIES = 6;
    private static final Request REQUEST = Request.of("GET", URI.create("http://r/v2/"), new Access.Login());
    private static final Answer ANSWER = Answers.of(503);

    private final ManualClock clock = new ManualClock();
    private final Deque<Object> next = new ArrayDeque<>();
    private Duration perRequest = Duration.ofSeconds(10);
    private int requests;
    private final List<String> notices = new ArrayList<>();
    private final Outage outage = new Outage(LIMIT, clock, notices::add, this::answer);
    private final RetryRules rules = new RetryRules(
            new Backoff(TRIES, Duration.ofNanos(1), Duration.ofNanos(9), Duration.ofNanos(1), LIMIT), clock, outage);
    private final Sender chain = new Retry(rules, outage);

    private Answer answer(Request request) throws IOException {
        requests++;
        clock.pass(perRequest);
        Object turn = next.isEmpty() ? new ConnectException("refused") : next.remove();
        if (turn instanceof IOException failure) {
            throw failure;
        }
        return (Answer) turn;
    }

    @Test
    void endsTheTriesOfARequestThatBeganLate() {
        // the clock starts at the end of the first one, so the sixth is 50 s later
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(ConnectException.class);
        assertThat(requests).isEqualTo(TRIES);
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(ConnectException.class);
        assertThat(requests).isEqualTo(TRIES + 1);
    }

    @Test
    void isToldOnceWhenItIsMoreThanAMoment() throws IOException {
        perRequest = Duration.ofSeconds(1);
        ConnectException failure = new ConnectException("refused");
        next.addAll(List.of(failure, failure, Answers.of(200)));
        chain.send(REQUEST);
        assertThat(notices).isEmpty();

        perRequest = Duration.ofSeconds(3);
        next.addAll(List.of(failure, failure, failure, Answers.of(200)));
        chain.send(REQUEST);
        assertThat(notices).singleElement().asString().contains("r does not answer (refused)");
    }

    @Test
    void isNotToldWhenItIsGivenUp() {
        perRequest = Duration.ofSeconds(61);
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(ConnectException.class);
        assertThat(notices).isEmpty();
    }

    @Test
    void endsTheTriesInTheMiddle() {
        perRequest = Duration.ofSeconds(15);
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(ConnectException.class);
        assertThat(requests).isEqualTo(4);
    }

    @Test
    void isOverWithAnyAnswer() throws IOException {
        perRequest = Duration.ofSeconds(15);
        ConnectException failure = new ConnectException("refused");
        next.addAll(List.of(failure, failure, failure, ANSWER, failure, Answers.of(200)));
        assertThat(chain.send(REQUEST).status()).isEqualTo(200);
        assertThat(requests).isEqualTo(6);
    }

    @Test
    void isSharedByUploadsAndRequestsThatAreSentOnce() {
        perRequest = Duration.ofSeconds(30);
        assertThatThrownBy(() -> chain.send(REQUEST.with(Repeat.NEVER))).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> rules.callUpload(() -> outage.send(REQUEST))).isInstanceOf(ConnectException.class);
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void doesNotCountAFileThatCannotBeRead() {
        next.addAll(List.of(unreadable(), unreadable()));
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(UnreadableSourceException.class);
        clock.pass(LIMIT.plusSeconds(1));
        assertThatThrownBy(() -> chain.send(REQUEST)).isInstanceOf(UnreadableSourceException.class);
        assertThat(requests).isEqualTo(2);
        assertThat(outage.isTooLong()).isFalse();
    }

    private static IOException unreadable() {
        return new UnreadableSourceException("cannot open", new IOException());
    }
}
