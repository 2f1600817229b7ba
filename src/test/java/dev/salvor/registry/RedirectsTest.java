// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.route.ConnectionRoute;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private final List<Request> sent = new ArrayList<>();

    /** @param last of what comes where no redirect leads on */
    private Redirects redirecting(int status, int last, Map<String, String> ways) {
        return new Redirects(new LocalNetwork(ConnectionRoute.direct()), request -> {
            sent.add(request);
            String to = ways.get(request.uri().toString());
            return to == null
                    ? new Answer(last, Map.of(), new byte[0])
                    : new Answer(status, Map.of("location", List.of(to)), new byte[0]);
        });
    }

    private static Request request(String method, String uri) {
        return Request.of(method, URI.create(uri), new Access.Login()).withHeader("Authorization", "Basic secret");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 301, https://r/v2/x, https://r/v2/y, true",
        "HEAD, 302, http://r/v2/x, https://r/v2/x, true",
        "GET, 303, http://r:80/v2/x, https://r:443/v2/x, true",
        "PUT, 307, https://r/v2/x, /v2/y, true",
        "PATCH, 308, https://r/v2/x, https://s/v2/x, false",
        "POST, 301, http://r/v2/x, https://r/v2/x, true",
        "PUT, 302, http://r:8080/v2/x, https://r:8443/v2/x, false",
        "GET, 307, https://r/v2/x, https://r:8443/v2/x, false",
        "GET, 307, https://r/v2/x, http://s/x, false",
        "GET, 307, http://r/v2/x, https://r:8443/v2/x, false"
    })
    void followsAndKeepsTheLoginWithItsOrigin(String method, int status, String from, String to, boolean keeps)
            throws IOException {
        Answer answer = redirecting(status, 200, Map.of(from, to)).send(request(method, from));
        assertThat(answer.isRedirected()).isTrue();
        assertThat(sent).hasSize(2);
        assertThat(sent.getLast().method()).isEqualTo(method);
        assertThat(sent.getLast().uri()).isEqualTo(URI.create(from).resolve(to));
        assertThat(sent.getLast().headers().containsKey("Authorization")).isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 302, https://r/v2/x, https://s/v2/x",
        "PUT, 301, https://r/v2/x, https://r/v2/y",
        "PUT, 301, http://r/v2/x, https://r/login",
        "POST, 303, http://r/v2/x, https://r/v2/x",
        "PUT, 307, https://r/v2/x, http://s/v2/x",
        "GET, 302, https://r.invalid/v2/x, http://169.254.169.254/latest",
        "GET, 302, https://r.invalid/v2/x, https://10.1.2.3/x",
        "GET, 302, https://r.invalid/v2/x, https://[fd00::1]/x",
        "GET, 302, https://r.invalid/v2/x, http://localhost/x",
        "GET, 302, https://r/v2/x, https://user:pw@s/x"
    })
    void whatIsNotFollowedIsSaidWithBothAddresses(String method, int status, String from, String to) {
        Redirects redirects = redirecting(status, 200, Map.of(from, to));
        assertThatThrownBy(() -> redirects.send(request(method, from)))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContainingAll(from, to.replace("user:pw@", ""), "not followed")
                .hasMessageNotContaining("pw@");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aLoginThatIsOnceOffStaysOff() throws IOException {
        redirecting(307, 200, Map.of("https://r/v2/x", "https://s/x", "https://s/x", "https://r/v2/y"))
                .send(request("GET", "https://r/v2/x"));
        assertThat(sent).hasSize(3);
        assertThat(sent.getLast().headers()).isEmpty();
    }

    @Test
    void loopsEnd() {
        Redirects redirects = redirecting(302, 200, Map.of("https://r/a", "/b", "https://r/b", "/a"));
        assertThatThrownBy(() -> redirects.send(request("GET", "https://r/a")))
                .isInstanceOf(UnusableAnswerException.class);
        assertThat(sent).hasSize(6);
    }

    @Test
    void theChallengeOfAnotherHostIsNotTheRegistrys() {
        Redirects redirects = redirecting(302, 401, Map.of("https://r/a", "https://s/a"));
        assertThatThrownBy(() -> redirects.send(Request.of("GET", URI.create("https://r/a"), new Access.Login())))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContainingAll("https://r/a", "https://s/a");
    }

    @Test
    void aFormWithASecretStaysWithItsOrigin() {
        Redirects redirects = redirecting(307, 200, Map.of("https://r/token", "https://s/token"));
        Request form = Request.of("POST", URI.create("https://r/token"), new Access.Anonymous())
                .with(new Body.Bytes("application/x-www-form-urlencoded", new byte[1]));
        assertThatThrownBy(() -> redirects.send(form)).isInstanceOf(UnusableAnswerException.class);
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 307, 308})
    void aBlobInAnObjectStorageIsNotAskedForByHead(int status) throws IOException {
        String blob = "https://r/v2/p/blobs/sha256:00";
        Answer answer =
                redirecting(status, 200, Map.of(blob, "https://s/b?sig=1")).send(request("HEAD", blob));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(sent).hasSize(1);
    }
}
