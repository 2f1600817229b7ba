// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.login.Credentials;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What threads that wait for one token see when it does not come: one of them asks, the others wait. */
class TokenFlightTest {
    private static final Access A = new Access.Pull(new RepositoryName("p/a"));

    private final ManualClock clock = new ManualClock();
    private final Waiters service = new Waiters();
    private final Tokens tokens = new Tokens(
            new TokenService(
                    new Challenge.Bearer("http://r/token", "s", "", ""),
                    new Credentials.Anonymous(),
                    URI.create("http://r"),
                    service,
                    clock,
                    _ -> {}),
            RepositoryName::value,
            clock);
    private final RetryRules rules = new RetryRules(
            new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(1), Duration.ofHours(1)),
            clock,
            new Outage(Duration.ofHours(1), clock, _ -> {}, service));

    private Answer get() throws Exception {
        return switch (tokens.get(A)) {
            case TokenService.Reply.Granted _ -> Answers.of(200);
            case TokenService.Reply.Refused(Answer answer) -> answer;
        };
    }

    private Answer getPatiently(Request.Repeat repeat) throws Exception {
        return rules.call(
                Request.of("GET", URI.create("http://r/v2/"), new Access.Login())
                        .with(repeat),
                this::get);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void anAnswerThatMakesNoSenseIsNotAskedForAgainByThoseWhoWaited() throws Exception {
        List<Waiters.Waiter> asking = service.ask(1, () -> getPatiently(Request.Repeat.FREELY));
        service.assertInFlight(1);
        List<Waiters.Waiter> waiting = service.ask(5, () -> getPatiently(Request.Repeat.FREELY));
        service.settle();
        service.answer(1, 200);
        service.assertInFlight(0);
        assertThat(asking.getFirst().failure()).isInstanceOf(UnusableAnswerException.class);
        for (Waiters.Waiter waiter : waiting) {
            assertThat(waiter.failure())
                    .isInstanceOf(UnusableAnswerException.class)
                    .hasMessage(asking.getFirst().failure().getMessage());
        }
    }

    @Test
    void aTokenServiceThatNobodyCanReachIsToldToThoseWhoWaitedAtOnce() throws Exception {
        List<Waiters.Waiter> asking = service.ask(1, () -> getPatiently(Request.Repeat.ONCE_CONNECTED));
        service.assertInFlight(1);
        List<Waiters.Waiter> waiting = service.ask(5, () -> getPatiently(Request.Repeat.ONCE_CONNECTED));
        service.settle();
        service.fail(1, new ConnectException("refused"));
        service.assertInFlight(0);
        assertThat(asking.getFirst().failure()).isInstanceOf(TokenServiceException.class);
        for (Waiters.Waiter waiter : waiting) {
            assertThat(waiter.failure()).isInstanceOf(TokenServiceException.class);
        }
    }

    @Test
    void afterATemporaryFailureWhoWaitedAsksAgain() throws Exception {
        service.ask(1, this::get);
        service.assertInFlight(1);
        Waiters.Waiter waiting =
                service.ask(1, () -> getPatiently(Request.Repeat.FREELY)).getFirst();
        service.settle();
        service.answer(1, 503);
        service.assertInFlight(1);
        service.answer(1, 401);
        assertThat(waiting.failure()).isNull();
    }

    @Test
    void anInterruptedWaiterEndsAtOnceAndStaysInterrupted() throws Exception {
        service.ask(1, this::get);
        service.assertInFlight(1);
        CompletableFuture<Boolean> stayed = new CompletableFuture<>();
        Waiters.Waiter waiter = service.ask(1, () -> {
                    try {
                        return getPatiently(Request.Repeat.FREELY);
                    } finally {
                        stayed.complete(Thread.currentThread().isInterrupted());
                    }
                })
                .getFirst();
        service.settle();
        waiter.interrupt();
        assertThat(stayed.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiter.failure()).isInstanceOf(InterruptedIOException.class);
        service.assertInFlight(1);
    }

    @Test
    void anInterruptionOfTheOneThatAsksIsNobodyElsesFailure() throws Exception {
        Waiters.Waiter asking = service.ask(1, this::get).getFirst();
        service.assertInFlight(1);
        List<Waiters.Waiter> waiting = service.ask(5, this::get);
        service.settle();
        asking.interrupt();
        assertThat(asking.failure()).isNotNull();
        service.assertInFlight(1);
        service.answer(1, 401);
        for (Waiters.Waiter waiter : waiting) {
            assertThat(waiter.failure()).isNull();
        }
    }

    @Test
    void aBugInTheOneThatAsksIsNoReasonToWaitForever() throws Exception {
        Waiters.Waiter asking = service.ask(1, this::get).getFirst();
        service.assertInFlight(1);
        List<Waiters.Waiter> waiting = service.ask(1, this::get);
        service.settle();
        service.crash(new AssertionError("a bug"));
        assertThat(asking.failure()).isInstanceOf(AssertionError.class);
        service.assertInFlight(1);
        service.answer(1, 401);
        assertThat(waiting.getFirst().failure()).isNull();
    }
}
