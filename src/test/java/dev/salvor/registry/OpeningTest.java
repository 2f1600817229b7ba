// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ConnectionRoute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which redirects of {@code GET /v2/} change the registry's address for the run. */
class OpeningTest {
    private final List<String> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private Opening open(String typed, Credentials credentials, Map<String, String> ways) throws IOException {
        Sender wire = request -> {
            assertThat(request.headers()).isEmpty();
            asked.add(request.uri().toString());
            String to = ways.get(request.uri().toString());
            return to == null
                    ? new Answer(200, Map.of("content-type", List.of("application/json")), new byte[0])
                    : new Answer(301, Map.of("location", List.of(to)), new byte[0]);
        };
        Redirects redirects = new Redirects(new LocalNetwork(ConnectionRoute.direct()), wire);
        return Opening.of(Endpoint.parse(typed, ""), credentials, wire, redirects, notices::add);
    }

    @ParameterizedTest
    @CsvSource({
        "http://r, https://r/v2/, https://r",
        "http://r, https://r:443/v2/, https://r:443",
        "http://r:80, https://r/v2, https://r",
        "https://r, /registry/v2/, https://r/registry"
    })
    void theSameHostCorrectsItsAddressAlsoForALogin(String typed, String to, String base) throws IOException {
        Opening opening = open(typed, TestConnections.LOGIN, Map.of(typed + "/v2/", to));
        assertThat(opening.endpoint().base()).hasToString(base);
        assertThat(notices).singleElement().asString().contains(typed, base);
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "http://r:5000, https://r:5443/v2/, true",
        "http://r, https://r:5443/v2/, true",
        "http://r, https://s/v2/, false",
        "https://r, https://s/v2/, false",
        "https://r, https://r:5443/v2/, false",
        "https://r, /login, false"
    })
    void whatIsNoSaferWayToTheSameHostIsFollowedOnceAndNotKept(String typed, String to, boolean withoutALogin)
            throws IOException {
        Map<String, String> ways = Map.of(typed + "/v2/", to);
        Opening opening = open(typed, TestConnections.LOGIN, ways);
        assertThat(opening.endpoint().base()).hasToString(typed);
        assertThat(opening.answer().isRedirected()).isTrue();
        assertThat(asked).hasSize(2);
        assertThat(notices).isEmpty();
        assertThat(open(typed, TestConnections.NOBODY, ways).endpoint().base())
                .hasToString(withoutALogin ? to.replace("/v2/", "") : typed);
    }
}
