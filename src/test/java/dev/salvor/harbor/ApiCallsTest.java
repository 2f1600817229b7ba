// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Waiting;
import dev.salvor.registry.http.Pace;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCallsTest {
    private static final double ONE_IN_A_DAY = 1.0 / 86_400;

    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> trace = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private RestResponse<String> answer() {
        asked.incrementAndGet();
        return RestResponse.ok("yes");
    }

    private ApiCalls calls(double requestsPerSecond) {
        return new ApiCalls(2, Pace.of(requestsPerSecond), trace::add, notices::add);
    }

    @Test
    void aCallWaitsForItsTurnAndAnInterruptionEndsThat() throws InterruptedException {
        ApiCalls calls = calls(ONE_IN_A_DAY);
        assertThat(calls.call(this::answer)).isInstanceOf(ApiAnswer.Given.class);
        AtomicReference<ApiAnswer<RestResponse<String>>> reply = new AtomicReference<>();
        Thread early = Thread.ofPlatform().start(() -> reply.set(calls.call(this::answer)));
        Waiting.until(
                "a call whose turn has not come",
                () -> Optional.of(early.getState()).filter(Thread.State.TIMED_WAITING::equals));

        early.interrupt();
        early.join();

        assertThat(asked).hasValue(1);
        assertThat(reply).hasValue(new ApiAnswer.Withheld<>(0, "stopped"));
    }

    @Test
    void aCallWithoutAnAnswerIsTold() {
        ApiAnswer<RestResponse<String>> reply = calls(0).call(() -> {
            throw new ProcessingException("connection reset");
        });

        assertThat(reply).isEqualTo(new ApiAnswer.Withheld<>(0, "connection reset"));
        assertThat(trace).singleElement().asString().contains("connection reset");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "429, 2", "503, 2", "403, 1", "409, 1"})
    void whatMayPassIsAskedAgain(int status, int times) {
        ApiAnswer<String> reply = calls(0).persist(() ->
                asked.incrementAndGet() == 1 ? new ApiAnswer.Withheld<>(status, "no") : new ApiAnswer.Given<>("yes"));

        assertThat(asked).hasValue(times);
        assertThat(reply).isInstanceOf(times == 1 ? ApiAnswer.Withheld.class : ApiAnswer.Given.class);
    }

    @Test
    void whoeverIsInterruptedAsksNoMore() {
        Thread.currentThread().interrupt();
        ApiAnswer<String> reply = calls(0).persist(() -> {
            asked.incrementAndGet();
            return new ApiAnswer.Withheld<>(503, "no");
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(reply).isEqualTo(new ApiAnswer.Withheld<>(503, "no"));
    }

    /** @param waits of answers before the last one */
    private RestResponse<String> after(String... waits) {
        int number = asked.getAndIncrement();
        if (number < waits.length) {
            throw new WebApplicationException(
                    Response.status(429).header("Retry-After", waits[number]).build());
        }
        return RestResponse.ok("yes");
    }

    @Test
    void aPauseThatHarborAsksForIsMadeAndTold() {
        long start = System.nanoTime();
        assertThat(calls(0).call(() -> after("1"))).isInstanceOf(ApiAnswer.Given.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(asked).hasValue(2);
        assertThat(notices).containsExactly("Harbor's API asks to wait 1 s (429)");
    }

    @Test
    void aFactIsNotWorthALongPause() {
        assertThat(calls(0).call(() -> after("60"))).isEqualTo(new ApiAnswer.Withheld<>(429, ""));
        assertThat(asked).hasValue(1);
        assertThat(notices).isEmpty();
    }

    /** Thousands of facts are asked for: each would be waited for in vain. */
    @Test
    void afterAFactThatDidNotComeNoneIsWaitedForUntilOneComes() {
        ApiCalls calls = calls(0);
        calls.call(() -> after("60"));
        asked.set(0);
        assertThat(calls.call(() -> after("1"))).isInstanceOf(ApiAnswer.Withheld.class);
        assertThat(calls.call(this::answer)).isInstanceOf(ApiAnswer.Given.class);
        asked.set(0);
        assertThat(calls.call(() -> after("1"))).isInstanceOf(ApiAnswer.Given.class);
    }

    @Test
    void whoAsksForLongerThanThePatienceOfARunIsAskedNoMore() {
        Patience patience = Patience.ofRun();
        assertThat(calls(0).persist(() -> calls(0).call(() -> after("301"), patience), patience))
                .isEqualTo(new ApiAnswer.Withheld<>(429, ""));
        assertThat(asked).hasValue(1);
    }

    @Test
    void pausesCountTogether() {
        Patience patience = Patience.ofRun();
        assertThat(patience.takes(Duration.ofSeconds(200))).isTrue();
        assertThat(patience.takes(Duration.ofSeconds(200))).isFalse();
        assertThat(patience.isOut()).isTrue();
    }
}
