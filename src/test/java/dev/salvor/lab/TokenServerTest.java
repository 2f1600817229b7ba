// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenServerTest {
    private static final String PUSH = "repository:mine/app:pull,push";

    @TempDir
    Path root;

    private TokenServer tokens;
    private RegistryProcess registry;

    @BeforeEach
    void start() {
        tokens = TokenServer.start(Map.of("ci", "secret"), TokenServerTest::grants);
        registry = RegistryProcess.over(root).tokenAuth(tokens).start();
    }

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    private static Set<String> grants(String user, String repository) {
        if (user.equals("ci")) {
            return repository.startsWith("mine/") || repository.equals(TokenServer.CATALOG)
                    ? Set.of("pull", "push", "*")
                    : Set.of();
        }
        return repository.startsWith("mine/") ? Set.of("pull") : Set.of();
    }

    @Test
    void theRegistryNamesTheRealmAndTheScope() {
        HttpResponse<byte[]> answer = registry.http().send("POST", "/v2/mine/app/blobs/uploads/", new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(401);
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElseThrow();
        // Go's map decides the order of the actions, anew each time.
        assertThat(challenge.replace("push,pull", "pull,push"))
                .isEqualTo("Bearer realm=\"%s\",service=\"lab-registry\",scope=\"%s\"".formatted(tokens.realm(), PUSH));
    }

    @Test
    void theRegistryTakesItsTokens() throws IOException {
        String token = ask(LabHttp.to(tokens.realm()).with(LabHttp.basic("ci", "secret")), PUSH, "registry:catalog:*");
        LabHttp http = registry.http().with(LabHttp.bearer(token));
        new TestImages(http).image("mine/app", "1", List.of(TestContent.layer(1, 100)));
        assertThat(RegistryWalk.of(http).verify()).containsOnlyKeys("mine/app:1");
        assertThat(registry.accessLog().tokenless()).isEmpty();
        assertThat(tokens.requests()).hasSize(1);
        assertThat(tokens.scopes()).containsExactly(PUSH, "registry:catalog:*");
    }

    @Test
    void grantsNoMoreThanItsFunctionSays() throws IOException {
        LabHttp anonymous = registry.http().with(LabHttp.bearer(ask(LabHttp.to(tokens.realm()), PUSH)));
        assertThat(anonymous.get("/v2/mine/app/tags/list").statusCode()).isEqualTo(404);
        assertThat(anonymous
                        .send("POST", "/v2/mine/app/blobs/uploads/", new byte[0])
                        .statusCode())
                .isEqualTo(401);
        assertThat(tokens.requests()).containsExactly(new TokenServer.Asked("", List.of(PUSH), 200));
    }

    @Test
    void refusesAWrongPassword() {
        LabHttp wrong = LabHttp.to(tokens.realm()).with(LabHttp.basic("ci", "wrong"));
        assertThat(wrong.get("/token?service=lab-registry").statusCode()).isEqualTo(401);
        assertThat(tokens.requests()).containsExactly(new TokenServer.Asked("ci", List.of(), 401));
    }

    @Test
    void tokensEndWhenToldTo() {
        assertThat(statusWithToken()).isEqualTo(200);
        tokens.lifetime(Duration.ofMinutes(5), Duration.ofSeconds(-2));
        assertThat(statusWithToken()).isEqualTo(401);
    }

    private int statusWithToken() {
        return registry.http()
                .with(LabHttp.bearer(tokens.token("ci", PUSH)))
                .get("/v2/")
                .statusCode();
    }

    private static String ask(LabHttp service, String... scopes) throws IOException {
        StringBuilder path = new StringBuilder("/token?service=lab-registry");
        for (String scope : scopes) {
            path.append("&scope=").append(URLEncoder.encode(scope, StandardCharsets.UTF_8));
        }
        return new ObjectMapper()
                .readTree(service.get(path.toString()).body())
                .path("token")
                .asText();
    }
}
