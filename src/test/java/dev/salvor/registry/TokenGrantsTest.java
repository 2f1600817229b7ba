// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenGrantsTest {
    private static final URI REGISTRY = URI.create("https://harbor.example.com");
    private static final Challenge HARBOR =
            new Challenge.Bearer(REGISTRY + "/service/token", "harbor-registry", "", "");

    private final List<Request> sent = new ArrayList<>();

    @Test
    void readsWhatATokenGrantsForEachRepository() {
        String claims = """
                {"access":[{"type":"repository","name":"p/a","actions":["push","pull"]},
                 {"type":"repository","name":"gone/a","actions":[]},{"type":"repository","name":"q/a","actions":null},
                 {"type":"registry","name":"catalog","actions":["*"]}]}""";
        assertThat(TokenGrants.read(answer("{\"token\":\"" + jwt(claims) + "\",\"access_token\":\"\"}")))
                .isEqualTo(
                        Map.of(name("p/a"), Set.of("pull", "push"), name("gone/a"), Set.of(), name("q/a"), Set.of()));
        assertThat(TokenGrants.read(answer("{\"access_token\":\"" + jwt(claims) + "\"}")))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.???.c", "a.bm8ganNvbg.c", "a.e30.c", "a.bnVsbA.c", ""})
    void aTokenThatCannotBeReadTellsNothing(String token) {
        assertThat(TokenGrants.read(answer("{\"token\":\"" + token + "\"}"))).isEmpty();
    }

    @Test
    void aTokenWithMoreNestingThanAParserTakesTellsNothing() {
        assertThat(TokenGrants.read(answer("{\"token\":\"" + jwt("[".repeat(100_000)) + "\"}")))
                .isEmpty();
    }

    @Test
    void asksForFiftyRepositoriesInOneRequestAndForFewerIfNamesAreLong() throws IOException {
        TokenGrants grants = grants(new Credentials.Password("ci", Secret.of("secret")));
        grants.of(IntStream.range(0, 50).mapToObj(i -> name("p" + i + "/app")).toList());
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().uri().getRawQuery().split("scope=")).hasSize(51);
        assertThat(sent.getFirst().access()).isInstanceOf(Access.Anonymous.class);

        sent.clear();
        String longName = "a".repeat(240);
        grants.of(IntStream.range(0, 50)
                .mapToObj(i -> name("p" + i + "/" + longName))
                .toList());
        assertThat(sent).hasSizeBetween(3, 5);
        assertThat(sent).allMatch(request -> request.uri().toString().length() < 8_000);
    }

    @Test
    void aTokenThatWasGivenIsNotAskedAbout() throws IOException {
        assertThat(grants(new Credentials.RegistryToken(Secret.of("token"))).of(List.of(name("p/a"))))
                .isEmpty();
        assertThat(sent).isEmpty();
    }

    private TokenGrants grants(Credentials credentials) {
        Authorization authorization = new Authorization(
                REGISTRY,
                credentials,
                () -> credentials,
                Authentication.AUTO,
                this::send,
                InstantSource.system(),
                _ -> {},
                this::send);
        authorization.adopt(List.of(HARBOR));
        return new TokenGrants(authorization, this::send);
    }

    private Answer send(Request request) {
        sent.add(request);
        return answer("{\"token\":\"opaque\"}");
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private static Answer answer(String body) {
        return new Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static RepositoryName name(String name) {
        return new RepositoryName(name);
    }
}
