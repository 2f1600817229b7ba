// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Request REQUEST = Request.of("GET", URI.create("http://r/v2/"), new Access.Login());
    private static final double ONE_IN_A_DAY = 1.0 / Duration.ofDays(1).toSeconds();

    private final AtomicInteger sent = new AtomicInteger();

    private Answer answer(Request request) {
        sent.incrementAndGet();
        return Answers.of(200);
    }

    @Test
    void holdsBackWhatIsTooEarlyUntilTheRunIsStopped() throws IOException, InterruptedException {
        Sender paced = Pace.of(ONE_IN_A_DAY).before(this::answer);
        assertThat(paced.send(REQUEST).status()).isEqualTo(200);
        try (Waiters waiters = new Waiters()) {
            Waiters.Waiter early = waiters.ask(1, () -> paced.send(REQUEST)).getFirst();
            waiters.settle();
            assertThat(sent).hasValue(1);
            early.interrupt();
            assertThat(early.failure()).isInstanceOf(InterruptedIOException.class);
        }
        assertThat(sent).hasValue(1);
    }

    /** Never sooner, however quick the machine; a slow one only makes it later. */
    @Test
    void keepsItsDistance() throws IOException {
        Sender paced = Pace.of(200).before(this::answer);
        Instant start = Instant.now();
        for (int i = 0; i < 11; i++) {
            paced.send(REQUEST);
        }
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(45));
    }
}
