// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.registry.http.Request.Repeat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables of ProtocolTableTest cannot show: pauses, and failures that no stub can make. */
class RetryRulesTest {
    private static final Request REQUEST = Request.of("GET", URI.create("http://r/v2/"), new Access.Login());
    private static final Duration LONGEST = Duration.ofMillis(100);

    private final Deque<Object> next = new ArrayDeque<>();
    private final Outage outage = new Outage(Duration.ofSeconds(40), InstantSource.system(), _ -> {}, this::answer);

    @AfterEach
    void clearInterruption() {
        Thread.interrupted();
    }

    private Answer answer(Request request) throws IOException {
        Object turn = next.remove();
        if (turn instanceof IOException failure) {
            throw failure;
        }
        return (Answer) turn;
    }

    private Sender chain(Duration first) {
        Backoff backoff = new Backoff(3, first, LONGEST, first, Duration.ofSeconds(40));
        return new Retry(new RetryRules(backoff, InstantSource.system(), outage), outage);
    }

    static Stream<IOException> lastingFailures() {
        SSLHandshakeException distrusted = new SSLHandshakeException("PKIX path building failed");
        distrusted.initCause(new CertificateException("unknown"));
        return Stream.of(
                distrusted,
                new SSLPeerUnverifiedException("another name"),
                new SSLHandshakeException("Received fatal alert: certificate_expired"),
                new TokenServiceException(URI.create("https://t/token"), distrusted));
    }

    /** A certificate that was replaced in the middle of a run stays what it is. */
    @ParameterizedTest
    @MethodSource("lastingFailures")
    void aHandshakeThatFailsForGoodIsNotTriedAgain(IOException failure) {
        for (Repeat repeat : List.of(Repeat.FREELY, Repeat.OPTIONAL, Repeat.ONCE_AFTER_SERVER_ERROR)) {
            next.clear();
            next.addAll(List.of(failure, Answers.of(200)));
            assertThatThrownBy(() -> chain(Duration.ofNanos(1)).send(REQUEST.with(repeat)))
                    .isSameAs(failure);
            assertThat(next).hasSize(1);
        }
    }

    static Stream<IOException> brokenHandshakes() {
        SSLHandshakeException ended = new SSLHandshakeException("Remote host terminated the handshake");
        ended.initCause(new EOFException("SSL peer shut down incorrectly"));
        SSLHandshakeException reset = new SSLHandshakeException("Connection reset");
        reset.initCause(new SocketException("Connection reset"));
        return Stream.of(
                ended,
                reset,
                new SSLHandshakeException("Received fatal alert: internal_error"),
                new SSLException("Unsupported or unrecognized SSL message"));
    }

    @ParameterizedTest
    @MethodSource("brokenHandshakes")
    void aConnectionThatBreaksInAHandshakeIsMadeAgain(IOException failure) throws IOException {
        next.addAll(List.of(failure, Answers.of(200)));
        assertThat(chain(Duration.ofNanos(1)).send(REQUEST).status()).isEqualTo(200);
    }

    static Stream<IOException> failuresToConnect() {
        return Stream.of(
                new ConnectException("refused"),
                new UnknownHostException("nosuch"),
                new ConnectTimeoutException("late"),
                new SSLHandshakeException("no"),
                new SocketException("Network is unreachable"),
                new TokenServiceException(URI.create("https://t/token"), new ConnectException("refused")));
    }

    @ParameterizedTest
    @MethodSource("failuresToConnect")
    void whoCannotBeConnectedToIsNotAskedAgainByALogin(IOException failure) {
        next.addAll(List.of(failure, Answers.of(200)));
        assertThatThrownBy(() -> chain(Duration.ofNanos(1)).send(REQUEST.with(Request.Repeat.ONCE_CONNECTED)))
                .isSameAs(failure);
        assertThat(next).hasSize(1);
    }

    @Test
    void aLoginThatWasCutOffIsRepeated() throws IOException {
        next.addAll(List.of(new SocketException("Connection reset"), Answers.of(503), Answers.of(200)));
        Request login = REQUEST.with(Request.Repeat.ONCE_CONNECTED);
        assertThat(chain(Duration.ofNanos(1)).send(login).status()).isEqualTo(200);
    }

    @Test
    void waitsAtLeastAsLongAsTheRegistryAsks() throws IOException {
        next.addAll(List.of(Answers.with(503, "retry-after", "1"), Answers.of(200)));
        long start = System.nanoTime();
        assertThat(chain(Duration.ofNanos(1)).send(REQUEST).status()).isEqualTo(200);
        // a second is capped; jitter only adds
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LONGEST, Duration.ofMillis(900));
    }

    @Test
    void waitsOnItsOwnAccount() throws IOException {
        next.addAll(List.of(new IOException("cut"), Answers.of(503), Answers.of(200)));
        long start = System.nanoTime();
        assertThat(chain(Duration.ofMillis(40)).send(REQUEST).status()).isEqualTo(200);
        // 40 ms and 80 ms, with jitter
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
    }

    @Test
    void aHandshakeThatWasCutIsRetried() throws IOException {
        next.addAll(List.of(new SSLHandshakeException("Remote host terminated the handshake"), Answers.of(200)));
        assertThat(chain(Duration.ofNanos(1)).send(REQUEST).status()).isEqualTo(200);
    }

    @Test
    void whatMustNotBeRepeatedIsNot() {
        next.addAll(List.of(new IOException("cut"), Answers.of(200)));
        assertThatThrownBy(() -> chain(Duration.ofNanos(1)).send(REQUEST.with(Repeat.NEVER)))
                .hasMessage("cut");
        assertThat(next).hasSize(1);
    }

    @Test
    void theLastFailureIsTold() {
        next.addAll(List.of(new IOException("first"), new IOException("second"), new IOException("third")));
        assertThatThrownBy(() -> chain(Duration.ofNanos(1)).send(REQUEST)).hasMessage("third");
    }

    @Test
    void anInterruptionEndsAPause() {
        next.addAll(List.of(Answers.of(503), Answers.of(200)));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> chain(Duration.ofMillis(50)).send(REQUEST)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    /** Each asks for less than a run has patience, together they ask for more. */
    @Test
    void pausesThatAreAskedForCountTogetherWhileNothingSucceeds() throws IOException {
        ManualClock clock = new ManualClock();
        Backoff backoff = new Backoff(3, Duration.ofNanos(1), Duration.ofMillis(1), LONGEST, LONGEST);
        Sender sender = new Retry(new RetryRules(backoff, clock, outage), request -> {
            clock.pass(Duration.ofSeconds(100));
            return answer(request);
        });
        Answer busy = Answers.with(429, "retry-after", "100");

        next.addAll(List.of(busy, busy, Answers.of(200), busy, busy, busy, busy, busy, busy));
        assertThat(sender.send(REQUEST).status()).as("a success in between").isEqualTo(200);
        assertThat(sender.send(REQUEST).isWaitedFor())
                .as("three pauses at most")
                .isFalse();
        assertThat(sender.send(REQUEST).isWaitedFor()).isTrue();
        assertThat(next).as("nothing is sent once more").hasSize(1);
    }

    /** All requests in flight meet the same pause. */
    @Test
    void pausesThatManyMakeAtOnceCountOnce() throws IOException {
        ManualClock clock = new ManualClock();
        Backoff backoff = new Backoff(2, Duration.ofNanos(1), Duration.ofMillis(1), LONGEST, LONGEST);
        Sender sender = new Retry(new RetryRules(backoff, clock, outage), this::answer);
        Answer busy = Answers.with(429, "retry-after", "100");
        for (int i = 0; i < 20; i++) {
            next.addAll(List.of(busy, busy));
            assertThat(sender.send(REQUEST).isWaitedFor()).isFalse();
        }
    }
}
