// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.salvor.Failure;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.StubRegistry;
import dev.salvor.output.FailureText;
import dev.salvor.registry.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no registry, or none that can be reached. */
class RegistryConnectionTest {
    private static final Map<String, List<String>> HTML = Map.of("Content-Type", List.of("text/html"));

    private final TestConnections connections = new TestConnections();

    private static Exchange root(int status, Map<String, List<String>> headers, String body) {
        return new Exchange("GET", "/v2/", null, status, headers, new TextNode(body), null, null, 1);
    }

    private static Map<String, List<String>> challenge(String... challenges) {
        return Map.of("WWW-Authenticate", List.of(challenges));
    }

    private <F extends Failure> F failure(Class<F> type, Exchange... exchanges) {
        try (StubRegistry stub = StubRegistry.playing(exchanges)) {
            F failure =
                    catchThrowableOfType(type, () -> connections.open(stub.uri().toString(), TestConnections.LOGIN));
            stub.assertPlayed();
            assertThat(failure).hasMessageContaining(stub.host());
            return failure;
        }
    }

    @Test
    void aPageIsNoRegistry() {
        Failure.Rejected failure = failure(Failure.Rejected.class, root(200, HTML, "<!doctype html>"));
        assertThat(failure)
                .hasMessageContaining("is not a registry")
                .hasMessageEndingWith("/v2/ answered 200 text/html");
        assertThat(FailureText.advice(failure)).contains("--api-base");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 403, 404, 418})
    void anotherStatusIsNoRegistrys(int status) {
        assertThat(failure(Failure.Rejected.class, root(status, Map.of(), "")))
                .hasMessageEndingWith("/v2/ answered " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailto:admin@r.example", "ftp://r.example/v2/"})
    void aRedirectThatLeadsNowhereSaysWhere(String location) {
        Failure.Rejected failure =
                failure(Failure.Rejected.class, root(308, Map.of("Location", List.of(location)), ""));
        assertThat(failure).hasMessageEndingWith("answered 308 and points to " + location);
        assertThat(FailureText.advice(failure)).isEqualTo("Use the address that it points to.");
    }

    @Test
    void aLoginThatAnotherHostWantsIsNotGivenToItAndBothAddressesAreSaid() {
        try (StubRegistry other = StubRegistry.playing(root(401, challenge("Basic realm=\"r\""), ""))) {
            String there = other.uri() + "/v2/";
            Failure.Rejected failure =
                    failure(Failure.Rejected.class, root(302, Map.of("Location", List.of(there)), ""));
            assertThat(failure).hasMessageContainingAll("is redirected to " + there, "not followed", "login");
            assertThat(FailureText.advice(failure)).contains("use that address");
            other.assertPlayed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void aRegistryInTroubleIsNotCalledNone(int status) {
        Failure.Unavailable failure = failure(Failure.Unavailable.class, root(status, HTML, "<html>"));
        assertThat(failure).hasMessageContaining("does not work now").hasMessageEndingWith("answered " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "Docker-Distribution-Api-Version, registry/2.0",
        "Content-Type, application/json",
        "Content-Type, application/json; charset=utf-8"
    })
    void anOpenRegistryIsKnownByAHeader(String name, String value) {
        try (StubRegistry stub = StubRegistry.playing(root(200, Map.of(name, List.of(value)), "{}"));
                RegistryConnection connection = connections.open(stub.uri().toString(), TestConnections.LOGIN)) {
            assertThat(connection.isHarbor()).isFalse();
            assertThat(connection.endpoint())
                    .isEqualTo(Endpoint.parse(stub.uri().toString(), ""));
        }
    }

    @Test
    void theApiMayLieBelowAPath() {
        Exchange below = new Exchange(
                "GET",
                "/registry-a/v2/",
                null,
                200,
                Map.of("Content-Type", List.of("application/json")),
                null,
                null,
                null,
                1);
        try (StubRegistry stub =
                        StubRegistry.playing(below, Exchange.of("GET", "/registry-a/v2/_catalog?n=1000", 404));
                RegistryConnection connection = connections.open(
                        Endpoint.parse(stub.uri().toString(), "/registry-a"), TestConnections.NOBODY)) {
            assertThat(connection.registry().catalog()).isEqualTo(new Catalog.Withheld(404));
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void harborIsKnownByItsService() {
        String harbors = "Bearer realm=\"{base}/service/token\",service=\"harbor-registry\"";
        try (StubRegistry stub = StubRegistry.playing(root(401, challenge(harbors), ""));
                RegistryConnection connection = connections.open(stub.uri().toString(), TestConnections.NOBODY)) {
            assertThat(connection.isHarbor()).isTrue();
        }
    }

    @Test
    void aLoginOfAnotherKindIsNoRegistrys() {
        assertThat(failure(Failure.Rejected.class, root(401, challenge("Negotiate"), "")))
                .hasMessageContaining("not a registry's")
                .hasMessageContaining("Negotiate");
        assertThat(failure(Failure.Rejected.class, root(401, Map.of(), ""))).hasMessageContaining("not a registry's");
    }

    @Test
    void basicIsTakenWhereNegotiateIsOfferedToo() {
        Map<String, String> login = Map.of("Authorization", "Basic YWRtaW46YSBzZWNyZXQ=");
        Exchange accepted = new Exchange(
                "GET", "/v2/", login, 200, Map.of("Content-Type", List.of("application/json")), null, null, null, 1);
        try (StubRegistry stub =
                        StubRegistry.playing(root(401, challenge("Negotiate", "Basic realm=\"r\""), ""), accepted);
                RegistryConnection _ = connections.open(stub.uri().toString(), TestConnections.LOGIN)) {
            stub.assertPlayed();
        }
    }

    @Test
    void noPasswordGoesToAPlainTokenServiceElsewhere() {
        Failure.Rejected failure = failure(
                Failure.Rejected.class,
                root(401, challenge("Bearer realm=\"http://auth.invalid/token\",service=\"s\""), ""),
                Exchange.of("GET", "/token?*", 404));
        assertThat(failure)
                .hasMessageContaining("http://auth.invalid/token")
                .hasMessageContaining("no password is sent");
    }

    @Test
    void aTokenServiceWithoutTheFormOfOauthIsNamed() {
        Failure.Rejected failure = failure(
                Failure.Rejected.class,
                root(401, challenge("Bearer realm=\"{base}/service/token\",service=\"harbor-registry\""), ""),
                Exchange.of("GET", "/service/token?*", 405));
        assertThat(failure).hasMessageContaining("the token service").hasMessageContaining("405");
    }

    @Test
    void nothingListensThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> connections.open("http://127.0.0.1:" + free, TestConnections.NOBODY))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageStartingWith("cannot connect to 127.0.0.1:" + free)
                .hasMessageContaining("refused");
    }

    @Test
    void theHostIsUnknown() {
        assertThatThrownBy(() -> connections.open("https://registry.invalid", TestConnections.NOBODY))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessage("the host of registry.invalid has no address");
    }

    @Test
    void whoListensDoesNotAnswer() throws IOException {
        TestConnections impatient = new TestConnections(Duration.ofMillis(100));
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + silent.getLocalPort();
            assertThatThrownBy(() -> impatient.open("http://" + host, TestConnections.NOBODY))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessage(host + " does not answer in time");
        }
    }

    @Test
    void whoAnswersHangsUp() {
        Exchange drop = new Exchange("GET", "/v2/", null, 0, null, null, null, Exchange.Drop.BEFORE_ANSWER, 1);
        assertThat(failure(Failure.Unavailable.class, drop)).hasMessageContaining("the connection to");
    }
}
