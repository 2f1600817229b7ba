// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether a password that was accepted once is still good. A HEAD is refused without words; where each request brings the password,
 * {@code /v2/} tells why. Where there are tokens, their service does.
 */
final class PasswordProof {
    private static final Duration LASTS = Duration.ofSeconds(20);

    private final URI registry;
    private final InstantSource clock;
    private final Sender next;
    private volatile Instant provenAt = Instant.MIN;

    PasswordProof(URI registry, InstantSource clock, Sender next) {
        this.registry = registry;
        this.clock = clock;
        this.next = next;
    }

    /**
     * The answer, or that of {@code /v2/} if the password is no longer good.
     *
     * @param password the header that brings it
     */
    Answer explain(Request request, Answer refused, String password) throws IOException {
        if (!isMute(request, refused) || clock.instant().isBefore(provenAt.plus(LASTS))) {
            return refused;
        }
        Answer word = next.send(Request.of("GET", URI.create(registry + "/v2/"), request.access())
                .withHeader("Authorization", password));
        if (word.status() == 401 || word.saysThatTheLoginEnded()) {
            return word;
        }
        provenAt = clock.instant();
        return refused;
    }

    /** Harbor's 401 with an empty challenge is about the project (protocol.md §5.5). */
    private static boolean isMute(Request request, Answer refused) {
        boolean asksForLogin = refused.status() == 401
                && !Challenge.parse(refused.headers("www-authenticate")).isEmpty();
        return request.method().equals("HEAD") && (refused.status() == 403 || asksForLogin);
    }
}
