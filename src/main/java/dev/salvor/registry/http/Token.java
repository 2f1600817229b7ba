// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A bearer token.
 *
 * @param renewAt when to ask for the next one: well before it ends, since an upload may start with it just then
 */
record Token(String value, Instant renewAt) {
    /** What a missing or smaller {@code expires_in} means (distribution, spec/auth/token.md). */
    private static final long SHORTEST_LIFE_SECONDS = 60;

    /** No token lives that long, and no clock overflows from it. */
    private static final long LONGEST_LIFE_SECONDS = 86_400;

    private static final double RENEW_AFTER = 0.8;

    static Token eternal(String value) {
        return new Token(value, Instant.MAX);
    }

    /** Harbor sends an empty {@code access_token} beside {@code token}; others send only the former (protocol.md §4.2). */
    static Token read(Answer answer, Instant now) throws UnusableAnswerException {
        JsonNode json = answer.json()
                .orElseThrow(() ->
                        new UnusableAnswerException("the token service answered " + answer.status() + " without JSON"));
        String value = json.path("token").asText("");
        if (value.isEmpty()) {
            value = json.path("access_token").asText("");
        }
        if (value.isEmpty()) {
            throw new UnusableAnswerException("the token service answered " + answer.status() + " without a token");
        }
        long life = Math.clamp(
                json.path("expires_in").asLong(SHORTEST_LIFE_SECONDS), SHORTEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS);
        return new Token(value, now.plus(Duration.ofMillis((long) (life * 1000 * RENEW_AFTER))));
    }
}
