// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.lab.Exchange;
import dev.salvor.lab.StubRegistry;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code --req-per-sec} counts requests for tokens, too. */
class PacedConnectionTest {
    private static final Load ONE_IN_A_DAY = new Load(4, 1.0 / 86_400, 0);

    @Test
    @Timeout(30)
    void theRequestForATokenWaitsForItsTurn() throws InterruptedException {
        Exchange challenge = new Exchange(
                "GET",
                "/v2/",
                null,
                401,
                Map.of("WWW-Authenticate", List.of("Bearer realm=\"{base}/token\",service=\"r\"")),
                null,
                null,
                null,
                1);
        try (StubRegistry stub = StubRegistry.playing(challenge)) {
            CountDownLatch stopped = new CountDownLatch(1);
            Thread client = Thread.ofPlatform().start(() -> {
                assertThatThrownBy(() -> new TestConnections()
                                .open(Endpoint.parse(stub.uri().toString(), ""), TestConnections.LOGIN, ONE_IN_A_DAY))
                        .isInstanceOf(CancellationException.class);
                stopped.countDown();
            });
            // it sleeps for a day, or ends because it did not
            while (client.isAlive()
                    && !(stub.requests().size() == 1 && client.getState() == Thread.State.TIMED_WAITING)) {
                LockSupport.parkNanos(1_000_000);
            }
            client.interrupt();
            stopped.await();
            assertThat(stub.requests()).hasSize(1);
            stub.assertPlayed();
        }
    }
}
