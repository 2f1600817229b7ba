// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.RetryAfter;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long one question to Harbor's API may wait in all because Harbor asks for it (Retry-After). */
final class Patience {
    private static final Duration FOR_FACT = Duration.ofSeconds(20);
    private static final String HEADER = "Retry-After";

    private Duration left;
    private boolean out;

    private Patience(Duration left) {
        this.left = left;
    }

    static Patience none() {
        return new Patience(Duration.ZERO);
    }

    /** For what a run can do without. */
    static Patience forFact() {
        return new Patience(FOR_FACT);
    }

    /** As long as for a request to the registry. */
    static Patience ofRun() {
        return new Patience(RetryAfter.PATIENCE);
    }

    /** The pause that an answer asks for: a second at least, since 0 would ask for ever. */
    static Optional<Duration> asked(Response response) {
        return Optional.ofNullable(response.getHeaderString(HEADER))
                .map(value -> new Answer(
                        response.getStatus(), Map.of(HEADER.toLowerCase(Locale.ROOT), List.of(value)), new byte[0]))
                .flatMap(answer -> RetryAfter.asked(answer, InstantSource.system()))
                .map(pause -> pause.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : pause);
    }

    /** Whether there is as much of it left; then that is gone. */
    boolean takes(Duration pause) {
        if (pause.isZero()) {
            return false;
        }
        out = pause.compareTo(left) > 0;
        if (!out) {
            left = left.minus(pause);
        }
        return !out;
    }

    /** Whether it was asked for more than there is. */
    boolean isOut() {
        return out;
    }
}
