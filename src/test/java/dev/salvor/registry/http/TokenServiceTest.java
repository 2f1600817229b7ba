// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenServiceTest {
    private static final URI REGISTRY = URI.create("https://registry.example:5000");
    private static final String REALM = "https://auth.example/token";
    private static final Credentials NOBODY = new Credentials.Anonymous();
    private static final Credentials ROBOT = new Credentials.Password("robot$p+n", Secret.of("a:ü"));
    private static final Access PUSH = new Access.Push(new RepositoryName("p/a"));

    private final List<Request> sent = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final ManualClock clock = new ManualClock();

    private TokenService.Reply ask(String realm, URI registry, Credentials credentials, Answer answer)
            throws IOException {
        Sender sender = request -> {
            sent.add(request);
            return answer;
        };
        Challenge.Bearer challenge = new Challenge.Bearer(realm, "the service", "", "");
        return new TokenService(challenge, credentials, registry, sender, clock, notices::add).ask(PUSH);
    }

    private Token token(String json) throws IOException {
        TokenService.Reply reply = ask(REALM, REGISTRY, NOBODY, Answers.of(200, json));
        return reply instanceof TokenService.Reply.Granted(Token token) ? token : Token.eternal("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"token": "t", "access_token": "", "expires_in": 1800} | 1440
                    {"access_token": "t", "expires_in": 300}               | 240
                    {"token": "t", "access_token": "other"}                | 48
                    {"token": "t", "expires_in": 1}                        | 48
                    {"token": "t", "expires_in": null}                     | 48
                    {"token": "t", "expires_in": 9223372036854775807}      | 69120
                    """)
    void readsATokenAndWhenToRenewIt(String json, long renewedAfter) throws IOException {
        Token token = token(json);
        assertThat(token.value()).isEqualTo("t");
        assertThat(Duration.between(ManualClock.START, token.renewAt())).hasSeconds(renewedAfter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!doctype html>", "", "[]", "{\"token\": \"\"}", "{\"token\": null}"})
    void refusesAnAnswerWithoutAToken(String body) {
        assertThatThrownBy(() -> token(body))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("answered 200");
    }

    @Test
    void asksWithoutALogin() throws IOException {
        token("{\"token\": \"t\"}");
        assertThat(sent.getFirst().uri())
                .hasToString(REALM + "?service=the+service&scope=repository%3Ap%2Fa%3Apull%2Cpush");
        assertThat(sent.getFirst().headers()).isEmpty();
    }

    @Test
    void asksWithAPassword() throws IOException {
        ask(REALM, REGISTRY, ROBOT, Answers.of(200, "{\"token\": \"t\"}"));
        assertThat(sent.getFirst().uri().getRawQuery()).contains("&account=robot%24p%2Bn&");
        assertThat(sent.getFirst().headers()).containsEntry("Authorization", "Basic cm9ib3QkcCtuOmE6w7w=");
    }

    @Test
    void keepsAQueryThatTheRealmHas() throws IOException {
        ask(REALM + "?tenant=1", REGISTRY, NOBODY, Answers.of(200, "{\"token\": \"t\"}"));
        assertThat(sent.getFirst().uri().getRawQuery()).startsWith("tenant=1&service=");
    }

    @Test
    void exchangesAnIdentityTokenInAForm() throws IOException {
        Credentials identity = new Credentials.IdentityToken(Secret.of("r+f"));
        ask(REALM, REGISTRY, identity, Answers.of(200, "{\"access_token\": \"t\"}"));
        Request request = sent.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString(REALM);
        assertThat(request.headers()).isEmpty();
        assertThat(request.body()).isInstanceOfSatisfying(Body.Bytes.class, form -> {
            assertThat(form.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(new String(form.content(), StandardCharsets.UTF_8).split("&"))
                    .containsExactlyInAnyOrder(
                            "service=the+service",
                            "grant_type=refresh_token",
                            "client_id=salvor",
                            "scope=repository%3Ap%2Fa%3Apull%2Cpush",
                            "refresh_token=r%2Bf");
        });
    }

    @Test
    void takesAGivenTokenAsItIs() throws IOException {
        Credentials given = new Credentials.RegistryToken(Secret.of("given"));
        assertThat(ask(REALM, REGISTRY, given, Answers.of(500)))
                .isEqualTo(new TokenService.Reply.Granted(new Token("given", Instant.MAX)));
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://auth.example/token, https://registry.example",
        "http://auth.example/token, http://registry.example",
        "http://registry.example/token, https://registry.example"
    })
    void sendsNoPasswordToAPlainRealm(String realm, URI registry) {
        Answer answer = Answers.of(404);
        assertThatThrownBy(() -> ask(realm, registry, ROBOT, answer))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining(realm)
                .hasMessageContaining("no password");
        Credentials identity = new Credentials.IdentityToken(Secret.of("refresh"));
        assertThatThrownBy(() -> ask(realm, registry, identity, answer)).isInstanceOf(UnusableAnswerException.class);
        assertThat(sent)
                .extracting(Request::uri)
                .allSatisfy(uri -> assertThat(uri.toString()).startsWith(registry + "/token"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://registry.example:8080/token, http://registry.example:5000",
        "HTTPS://auth.example/token, http://registry.example",
        "https://registry.example/token, https://registry.example"
    })
    void sendsAPasswordToTlsOrToTheHostThatTheUserAgreedTo(String realm, URI registry) throws IOException {
        ask(realm, registry, ROBOT, Answers.of(200, "{\"token\": \"t\"}"));
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://registry.example/token?t=1, https://registry.example:8443/x, https://registry.example:8443/token?t=1",
        "http://core.internal/token?t=1, https://registry.example, https://registry.example/token?t=1",
        "https://core.internal/token?t=1, https://registry.example, https://registry.example/token?t=1",
        "https://core.internal/token?t=1, https://registry.example/x, https://registry.example/x/token?t=1"
    })
    void aRealmThatOnlyTheBackendKnowsIsTheSamePathAtTheRegistryAndToldOnce(String realm, URI registry, String place)
            throws IOException {
        Sender sender = request -> {
            sent.add(request);
            String uri = request.uri().toString();
            if (uri.startsWith("https://core.internal")) {
                throw new UnknownHostException("core.internal");
            }
            return uri.startsWith(place + "&") ? Answers.of(200, "{\"token\": \"t\"}") : Answers.of(404);
        };
        Challenge.Bearer challenge = new Challenge.Bearer(realm, "s", "", "");
        TokenService service = new TokenService(challenge, ROBOT, registry, sender, clock, notices::add);
        assertThat(service.ask(PUSH)).isInstanceOf(TokenService.Reply.Granted.class);
        sent.clear();
        assertThat(service.ask(PUSH)).isInstanceOf(TokenService.Reply.Granted.class);
        assertThat(sent)
                .singleElement()
                .satisfies(request -> assertThat(request.uri().toString()).startsWith(place));
        assertThat(notices).singleElement().asString().contains(realm, place, "X-Forwarded-Proto", "external URL");
    }

    @Test
    void aPasswordThatWasToGoByTlsGoesByNothingLess() {
        Sender sender = request -> {
            sent.add(request);
            throw new UnknownHostException("core.internal");
        };
        Challenge.Bearer challenge = new Challenge.Bearer("https://core.internal/token", "s", "", "");
        URI registry = URI.create("http://registry.example");
        TokenService service = new TokenService(challenge, ROBOT, registry, sender, clock, notices::add);
        assertThatThrownBy(() -> service.ask(PUSH)).isInstanceOf(TokenServiceException.class);
        assertThat(sent).extracting(request -> request.uri().getHost()).containsOnly("core.internal");
    }

    @Test
    void aTokenServiceThatAnswersIsNotReplaced() {
        assertThatThrownBy(() -> ask(REALM, REGISTRY, ROBOT, Answers.of(503))).isInstanceOf(IOException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void asksAPlainRealmWithoutAPassword() throws IOException {
        ask("http://auth.example/token", REGISTRY, NOBODY, Answers.of(200, "{\"token\": \"t\"}"));
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/service/token", "http://", "not a uri"})
    void refusesARealmThatIsNoAddress(String realm) {
        assertThatThrownBy(() -> ask(realm, REGISTRY, NOBODY, Answers.of(200)))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("'" + realm + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void passesARefusalOn(int status) throws IOException {
        assertThat(ask(REALM, REGISTRY, ROBOT, Answers.of(status))).isInstanceOf(TokenService.Reply.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "405, true", "308, true", "429, false", "500, false", "503, false"})
    void tellsWhatPassesFromWhatStays(int status, boolean stays) {
        assertThatThrownBy(() -> ask(REALM, REGISTRY, ROBOT, Answers.of(status)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("answered " + status)
                .matches(failure -> failure instanceof UnusableAnswerException == stays);
    }
}
