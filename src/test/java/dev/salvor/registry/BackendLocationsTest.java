// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.route.ConnectionRoute;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendLocationsTest {
    private static final String PATH = "/v2/p/blobs/uploads/u?s=1";
    private static final int REFUSED = 0;
    private static final int RESET = -1;

    private final List<String> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** @param ends of what is asked by the start of its address: a status, {@link #REFUSED} or {@link #RESET} */
    private BackendLocations at(String base, Map<String, Integer> ends) {
        return new BackendLocations(
                URI.create(base), new LocalNetwork(ConnectionRoute.direct()), notices::add, request -> {
                    String uri = request.uri().toString();
                    asked.add(uri);
                    int end = ends.entrySet().stream()
                            .filter(entry -> uri.startsWith(entry.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElseThrow();
                    if (end == REFUSED) {
                        throw new ConnectException("refused");
                    }
                    if (end == RESET) {
                        throw new SocketException("Connection reset");
                    }
                    return new Answer(end, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8));
                });
    }

    private static int put(BackendLocations locations, String uri) throws IOException {
        return locations
                .send(Request.of("PUT", URI.create(uri), new Access.Push(new RepositoryName("p"))))
                .status();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://r   | https://backend:5000/v2/p/blobs/uploads/u?s=1       | https://r/v2/p/blobs/uploads/u?s=1
                    https://r   | http://backend:5000/v2/p/blobs/uploads/u?s=1        | https://r/v2/p/blobs/uploads/u?s=1
                    https://r   | https://r:5000/v2/p/blobs/uploads/u?s=1             | https://r/v2/p/blobs/uploads/u?s=1
                    https://r/x | /v2/p/blobs/uploads/u?s=1                           | https://r/x/v2/p/blobs/uploads/u?s=1
                    https://r/x | http://backend/v2/p/blobs/uploads/u?s=1             | https://r/x/v2/p/blobs/uploads/u?s=1
                    https://r/x | https://backend/inner/v2/p/blobs/uploads/u?s=1      | https://r/x/v2/p/blobs/uploads/u?s=1
                    https://r   | http://r/v2/p/blobs/uploads/u?s=1                   | https://r/v2/p/blobs/uploads/u?s=1
                    https://r   | http://r:5000/v2/p/blobs/uploads/u?s=1              | https://r/v2/p/blobs/uploads/u?s=1
                    https://r   | http://10.0.0.7:5000/v2/p/blobs/uploads/u?s=1       | https://r/v2/p/blobs/uploads/u?s=1
                    """)
    void whatOnlyTheBackendKnowsIsFoundOnceAndToldOnce(String base, String location, String found) throws IOException {
        BackendLocations locations =
                at(base, Map.of(found, 201, "https://backend", REFUSED, "https://r:5000", REFUSED));
        String uri = URI.create("https://r/").resolve(location).toString();
        assertThat(put(locations, uri)).isEqualTo(201);
        asked.clear();
        assertThat(put(locations, uri)).isEqualTo(201);
        assertThat(asked).containsExactly(found);
        assertThat(notices).singleElement().asString().contains(base, "Host", "X-Forwarded-Proto", "external URL");
    }

    @Test
    void aPlainHostBehindTlsAndAPrivateAddressAreNotEvenTried() throws IOException {
        BackendLocations locations = at("https://r", Map.of("https://r/", 201));
        put(locations, "http://storage" + PATH);
        put(locations, "https://169.254.169.254" + PATH);
        put(locations, "https://[fd00::1]" + PATH);
        put(locations, "https://2130706433" + PATH);
        assertThat(asked).containsOnly("https://r" + PATH).hasSize(4);
    }

    @Test
    void anObjectStorageThatAnswersIsTakenAtItsWord() throws IOException {
        BackendLocations locations = at("https://r", Map.of("https://storage", 201));
        put(locations, "https://storage/bucket/u?sig=1");
        put(locations, "https://storage/bucket/u?sig=2");
        assertThat(asked).containsExactly("https://storage/bucket/u?sig=1", "https://storage/bucket/u?sig=2");
        assertThat(notices).isEmpty();
    }

    @Test
    void anotherServerThatKnowsNoSuchSessionIsNotTheRegistry() throws IOException {
        BackendLocations locations = at("https://r", Map.of("https://other", 404, "https://r/", 202));
        assertThat(put(locations, "https://other" + PATH)).isEqualTo(202);
        assertThat(notices).singleElement().asString().contains("https://other", "404");
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsARetrysBusiness() {
        BackendLocations locations = at("https://r", Map.of("https://storage", RESET));
        assertThatThrownBy(() -> put(locations, "https://storage" + PATH)).isInstanceOf(SocketException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aPrefixThatIsRightlyLeftOutIsLeftOut() throws IOException {
        BackendLocations locations = at("https://r/x", Map.of("https://r/x/", 404, "https://r/v2/", 201));
        assertThat(put(locations, "https://r" + PATH)).isEqualTo(201);
        put(locations, "https://r" + PATH);
        assertThat(asked).containsExactly("https://r/x" + PATH, "https://r" + PATH, "https://r" + PATH);
        assertThat(notices).isEmpty();
    }

    @Test
    void whereNeitherWorksBothAddressesAreTold() {
        BackendLocations locations = at("https://r", Map.of("https://backend", REFUSED, "https://r/", 404));
        assertThatThrownBy(() -> put(locations, "https://backend" + PATH))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContainingAll("https://backend", "https://r", "404", "refused", "Host");
    }

    @Test
    void anAddressOfTheRegistryItselfIsLeftAlone() throws IOException {
        BackendLocations locations = at("https://r/x", Map.of("https://r", 404));
        assertThat(put(locations, "https://r:443/x" + PATH)).isEqualTo(404);
        assertThat(asked).hasSize(1);
    }
}
