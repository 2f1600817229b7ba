// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.failsafe.RateLimiter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Sends requests at equal distances: {@code --req-per-sec}. Next to the wire, so that nothing gathers between here and there. */
public final class Pace implements Sender {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RateLimiter<Answer> limiter;
    private final Sender next;

    /** @param requestsPerSecond more than 0 */
    public Pace(double requestsPerSecond, Sender next) {
        Duration distance = Duration.ofNanos(Math.max(1, Math.round(NANOS_PER_SECOND / requestsPerSecond)));
        this.limiter = RateLimiter.<Answer>smoothBuilder(distance).build();
        this.next = next;
    }

    @Override
    public Answer send(Request request) throws IOException {
        try {
            limiter.acquirePermit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before " + request.method() + " was sent");
        }
        return next.send(request);
    }
}
