// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StubRegistry;
import dev.salvor.lab.TokenServer;
import dev.salvor.output.FailureText;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins at a real registry, with and without a token service. */
class RegistryLoginTest {
    private static final Credentials WRONG = new Credentials.Password("admin", Secret.of("wrong"));
    private static final RepositoryName MINE = new RepositoryName("mine/app");
    private static final RepositoryName THEIRS = new RepositoryName("theirs/app");

    @TempDir
    Path root;

    private final TestConnections connections = new TestConnections();

    private Failure.Denied denied(RegistryProcess registry, Credentials credentials) {
        return catchThrowableOfType(
                Failure.Denied.class, () -> connections.open(registry.uri().toString(), credentials));
    }

    private ProtocolVerbs verbs(RegistryConnection connection) {
        return new ProtocolVerbs(connection.registry(), root);
    }

    private static TokenServer tokens() {
        return TokenServer.start(
                Map.of("admin", TestConnections.PASSWORD),
                (user, repository) -> repository.startsWith("mine/") ? Set.of("pull", "push") : Set.of());
    }

    @Test
    void aPasswordIsProvedBeforeAnythingIsDone() throws RefusedException {
        try (RegistryProcess registry = RegistryProcess.over(root)
                        .basicAuth("admin", TestConnections.PASSWORD)
                        .start();
                RegistryConnection connection = connections.open(registry.uri().toString(), TestConnections.LOGIN)) {
            assertThat(connection.registry().tags(MINE)).isEmpty();
            Failure.Denied failure = denied(registry, WRONG);
            assertThat(failure).hasMessage(registry.host() + " refuses the login from " + TestConnections.ORIGIN);
            assertThat(FailureText.advice(failure)).contains("--password-stdin");
            assertThat(denied(registry, TestConnections.NOBODY))
                    .hasMessage(registry.host() + " needs a login, and no credentials were found for it");
        }
    }

    @Test
    void aTokenServicesNoIsTheRegistrys() {
        try (TokenServer tokens = tokens();
                RegistryProcess registry =
                        RegistryProcess.over(root).tokenAuth(tokens).start()) {
            assertThat(denied(registry, WRONG)).hasMessageContaining("refuses the login from");
            assertThat(tokens.requests()).hasSize(1);
        }
    }

    /** Harbor names the URL that it believes to have, which may be what broke. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1:1    | cannot connect to the token service https://127.0.0.1:1 (%s sends logins there)
            nosuch.invalid | the host of the token service https://nosuch.invalid (%s sends logins there) has no address
            """)
    void aTokenServiceThatCannotBeReachedIsToldAtOnce(String service, String message) {
        Exchange challenge = new Exchange(
                "GET",
                "/v2/",
                null,
                401,
                Map.of("WWW-Authenticate", List.of("Bearer realm=\"https://" + service + "/token\",service=\"r\"")),
                null,
                null,
                null,
                1);
        try (StubRegistry stub = StubRegistry.playing(challenge)) {
            Failure.Unavailable failure = catchThrowableOfType(
                    Failure.Unavailable.class, () -> connections.open(stub.uri().toString(), TestConnections.LOGIN));

            assertThat(failure).hasMessageStartingWith(message, stub.uri().getAuthority());
            assertThat(connections.trace())
                    .filteredOn(line -> line.contains(service))
                    .hasSize(1);
            stub.assertPlayed();
        }
    }

    @Test
    void aTokenServiceThatFailsIsNotTakenForAWrongPassword() {
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
        Exchange trouble = new Exchange("GET", "/token*", null, 503, null, null, null, null, 3);
        try (StubRegistry stub = StubRegistry.playing(challenge, trouble)) {
            Failure.Unavailable failure = catchThrowableOfType(
                    Failure.Unavailable.class, () -> connections.open(stub.uri().toString(), TestConnections.LOGIN));
            assertThat(failure)
                    .hasMessage("nobody can log in to " + stub.host() + " now: the token service at " + stub.uri()
                            + "/token answered 503");
            stub.assertPlayed();
        }
    }

    @Test
    void aGivenTokenThatDoesNotDoIsRefused() {
        try (TokenServer tokens = tokens();
                RegistryProcess registry =
                        RegistryProcess.over(root).tokenAuth(tokens).start()) {
            assertThat(denied(registry, new Credentials.RegistryToken(Secret.of("none"))))
                    .hasMessageContaining("refuses the login from");
            assertThat(tokens.requests()).isEmpty();
        }
    }

    @Test
    void oneTokenPerRepositoryServesAWholePush() throws RefusedException {
        try (TokenServer tokens = tokens();
                RegistryProcess registry =
                        RegistryProcess.over(root).tokenAuth(tokens).start();
                RegistryConnection connection = connections.open(registry.uri().toString(), TestConnections.LOGIN)) {
            for (String content : new String[] {"a", "b", "c"}) {
                assertThat(verbs(connection).run(upload(content))).isEqualTo("uploaded");
            }
            assertThat(tokens.scopes()).containsExactly("repository:mine/app:pull,push");
            assertThat(registry.accessLog().tokenless()).hasSize(1);
        }
    }

    @Test
    void aMissingRightConcernsItsRepositoryOnly() throws RefusedException {
        try (TokenServer tokens = tokens();
                RegistryProcess registry =
                        RegistryProcess.over(root).tokenAuth(tokens).start();
                RegistryConnection connection = connections.open(registry.uri().toString(), TestConnections.LOGIN)) {
            assertRefusedHere(() -> connection.registry().tags(THEIRS));
            assertRefusedHere(() -> connection.registry().blob(THEIRS, Digest.of(new byte[0])));
            assertRefusedHere(() -> connection.registry().manifest(THEIRS, Digest.of(new byte[0])));
            assertThat(connection.registry().tags(MINE)).isEmpty();
        }
    }

    private interface Question {
        Object ask() throws RefusedException;
    }

    private static void assertRefusedHere(Question question) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, question::ask);
        assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.NO_RIGHT);
    }

    @Test
    void aTokenThatNeverWorksIsARefusedLoginAndIsNotKept() throws RefusedException {
        try (TokenServer tokens = tokens();
                RegistryProcess registry =
                        RegistryProcess.over(root).tokenAuth(tokens).start();
                RegistryConnection connection = connections.open(registry.uri().toString(), TestConnections.LOGIN)) {
            tokens.lifetime(Duration.ofMinutes(5), Duration.ofSeconds(-90));
            assertThat(catchThrowableOfType(
                                    RefusedException.class,
                                    () -> verbs(connection).run(upload("a")))
                            .refusal()
                            .reason())
                    .isEqualTo(Refusal.Reason.LOGIN);
            tokens.lifetime(Duration.ofMinutes(5));
            assertThat(verbs(connection).run(upload("a"))).isEqualTo("uploaded");
        }
    }

    private static JsonNode upload(String content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("do", "upload")
                .put("repository", MINE.value())
                .put("content", content);
    }
}
