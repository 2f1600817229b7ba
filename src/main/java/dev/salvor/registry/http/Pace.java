// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.failsafe.RateLimiter;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

/** Keeps equal distances between requests: {@code --req-per-sec}. One for all that goes to a registry, its JSON API too. */
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Optional<RateLimiter<Answer>> limiter;

    private Pace(Optional<RateLimiter<Answer>> limiter) {
        this.limiter = limiter;
    }

    /** @param requestsPerSecond 0 for as many as there are */
    public static Pace of(double requestsPerSecond) {
        if (requestsPerSecond == 0) {
            return new Pace(Optional.empty());
        }
        Duration distance = Duration.ofNanos(Math.max(1, Math.round(NANOS_PER_SECOND / requestsPerSecond)));
        return new Pace(Optional.of(RateLimiter.<Answer>smoothBuilder(distance).build()));
    }

    /** Returns when the next request may be sent. */
    public void await() throws InterruptedException {
        if (limiter.isPresent()) {
            limiter.get().acquirePermit();
        }
    }

    /** Next to the wire, so that nothing gathers between here and there. */
    public Sender before(Sender next) {
        return request -> {
            try {
                await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped before " + request.method() + " was sent");
            }
            return next.send(request);
        };
    }
}
