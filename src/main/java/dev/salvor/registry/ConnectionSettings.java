// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.tls.TrustRoots;
import java.time.Duration;

/**
 * How connections are made: the same for the registry's own API and for Harbor's.
 *
 * @param connectTimeout until a connection stands
 * @param answerTimeout between two bytes of an answer, and until its first byte
 * @param connections at once, at most
 */
public record ConnectionSettings(
        TrustRoots roots,
        boolean verifyTls,
        Duration connectTimeout,
        Duration answerTimeout,
        int connections,
        String userAgent) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    public static ConnectionSettings of(TrustRoots roots, boolean verifyTls, int connections, String userAgent) {
        return new ConnectionSettings(roots, verifyTls, CONNECT_TIMEOUT, ANSWER_TIMEOUT, connections, userAgent);
    }
}
