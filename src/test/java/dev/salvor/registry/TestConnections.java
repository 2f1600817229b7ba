// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections of the program's own kind, which have no time to lose. */
final class TestConnections {
    static final String PASSWORD = "a secret";
    static final String ORIGIN = "the test";
    static final Credentials LOGIN = new Credentials.Password("admin", Secret.of(PASSWORD));
    static final Credentials NOBODY = new Credentials.Anonymous();
    /** Three tries, with pauses that are short but still there. */
    static final Backoff QUICK =
            new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofSeconds(40));

    private static final int JOBS = 4;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private final List<String> trace = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final TlsSettings tls;
    private final Duration answerTimeout;
    private final ConnectionRoute route;

    TestConnections(Path... caFiles) {
        this(ANSWER_TIMEOUT, caFiles);
    }

    TestConnections(Duration answerTimeout, Path... caFiles) {
        this(answerTimeout, new TlsSettings(true, List.of(caFiles), List.of()), ConnectionRoute.direct());
    }

    TestConnections(TlsSettings tls, ConnectionRoute route) {
        this(ANSWER_TIMEOUT, tls, route);
    }

    private TestConnections(Duration answerTimeout, TlsSettings tls, ConnectionRoute route) {
        this.answerTimeout = answerTimeout;
        this.tls = tls;
        this.route = route;
    }

    /** What {@code --verbose} would have told. */
    List<String> trace() {
        return List.copyOf(trace);
    }

    /** What the user was told. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    RegistryConnection open(String typed, Credentials credentials) {
        return open(Endpoint.parse(typed, ""), credentials);
    }

    RegistryConnection open(String typed, Credentials credentials, long chunkBytes) {
        return open(Endpoint.parse(typed, ""), credentials, new Load(JOBS, 0, chunkBytes));
    }

    RegistryConnection open(Endpoint endpoint, Credentials credentials) {
        return open(endpoint, credentials, Load.of(JOBS));
    }

    RegistryConnection open(Endpoint endpoint, Credentials credentials, Load load) {
        ConnectionSettings settings = ConnectionSettings.of(tls, route, Map.of(), load.jobs(), "salvor/test")
                .withTimeouts(Duration.ofSeconds(5), answerTimeout);
        return RegistryConnection.open(
                endpoint,
                new RegistryConnection.Parameters(
                        settings, credentials, ORIGIN, load, QUICK, notices::add, trace::add));
    }
}
