// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.tls.ClientIdentity;
import dev.salvor.registry.tls.TlsSettings;
import dev.salvor.registry.tls.TrustRoots;
import java.time.Duration;
import java.util.Map;

/**
 * How connections are made: the same for the registry's own API and for Harbor's.
 *
 * @param identity who we are to a registry that asks for a client's certificate
 * @param connectTimeout until a connection stands
 * @param answerTimeout between two bytes of an answer, and until its first byte
 * @param connections at once, at most
 */
public record ConnectionSettings(
        TrustRoots roots,
        ClientIdentity identity,
        boolean verifyTls,
        ConnectionRoute route,
        Duration connectTimeout,
        Duration answerTimeout,
        int connections,
        String userAgent) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /**
     * With the usual patience.
     *
     * @param environment the environment variables, for the places of trust roots
     */
    public static ConnectionSettings of(
            TlsSettings tls,
            ConnectionRoute route,
            Map<String, String> environment,
            int connections,
            String userAgent) {
        return new ConnectionSettings(
                new TrustRoots(tls, environment),
                new ClientIdentity(tls),
                tls.verify(),
                route,
                CONNECT_TIMEOUT,
                ANSWER_TIMEOUT,
                connections,
                userAgent);
    }

    public ConnectionSettings withTimeouts(Duration connect, Duration answer) {
        return new ConnectionSettings(roots, identity, verifyTls, route, connect, answer, connections, userAgent);
    }
}
