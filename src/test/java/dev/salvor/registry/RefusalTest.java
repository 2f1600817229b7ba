// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal.Reason;
import dev.salvor.registry.Refusal.Scope;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the rows of {@code protocol/refusals.json}. */
class RefusalTest {
    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer challenged(String challenge, String body) {
        return new Answer(401, Map.of("www-authenticate", List.of(challenge)), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void quotesTheRegistrysOwnWords() {
        Refusal refusal = Refusal.of(answer(400, """
                {"errors": [
                  {"code": "A", "message": "first", "detail": {"digest": "sha256:x"}},
                  {"code": "B", "message": "second", "detail": null},
                  {"code": "C"},
                  {"message": "fourth", "detail": "more"}
                ]}
                """));
        assertThat(refusal.words()).isEqualTo("A first {\"digest\":\"sha256:x\"}; B second; C; fourth more");
        assertThat(refusal.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html><hr></html>", "[]", "{}", "null", "{\"errors\": null}", "{\"errors\": \"x\"}", "{"})
    void staysSilentForABodyThatIsNoRegistrys(String body) {
        assertThat(Refusal.of(answer(413, body))).isEqualTo(new Refusal(Reason.TOO_LARGE, 413, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "408, OVERLOADED", "425, OVERLOADED", "429, OVERLOADED", "500, OVERLOADED", "502, OVERLOADED",
        "503, OVERLOADED", "504, TIMED_OUT", "507, DISK_FULL", "405, METHOD_FORBIDDEN", "412, IMMUTABLE",
        "413, TOO_LARGE", "403, FORBIDDEN", "401, LOGIN", "400, INVALID", "404, UNEXPECTED",
        "409, UNEXPECTED", "416, UNEXPECTED", "422, UNEXPECTED", "301, UNEXPECTED", "501, UNEXPECTED"
    })
    void decidesByTheStatusFirst(int status, Reason reason) {
        assertThat(Refusal.of(answer(status, "")).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"POST, READ_ONLY, RUN", "PUT, READ_ONLY, RUN", "PATCH, PATCH_FORBIDDEN, IMAGE"})
    void tellsAReadOnlyRegistryFromAProxyThatForbidsAMethod(String method, Reason reason, Scope scope) {
        Refusal refusal = Refusal.ofUpload(new RepositoryName("p/r"), method, answer(405, ""));
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.scope()).isEqualTo(scope);
    }

    @Test
    void understandsARefusedTokenAsARefusedLogin() {
        assertThat(Refusal.of(challenged("Basic realm=\"x\"", "Auth failed.")).reason())
                .isEqualTo(Reason.LOGIN);
        assertThat(Refusal.of(answer(401, "{\"details\":\"incorrect username or password\"}"))
                        .reason())
                .isEqualTo(Reason.LOGIN);
    }

    @Test
    void understandsAMissingRightByTheChallengeAlone() {
        assertThat(Refusal.of(challenged("Bearer realm=\"x\",error=\"insufficient_scope\"", ""))
                        .reason())
                .isEqualTo(Reason.NO_RIGHT);
        assertThat(Refusal.of(challenged("Bearer realm=\"x\",error=\"insufficient_scope\"", "no"))
                        .reason())
                .isEqualTo(Reason.NO_RIGHT);
        assertThat(Refusal.of(challenged("Bearer realm=\"x\",error=\"invalid_token\"", ""))
                        .reason())
                .isEqualTo(Reason.LOGIN);
        assertThat(Refusal.of(challenged("Bearer realm=\"x\",error=\"invalid_token\"", "no"))
                        .reason())
                .isEqualTo(Reason.LOGIN);
    }

    @Test
    void whoAsksToWaitAgainAndAgainIsToldSoAndEndsTheRun() {
        Refusal refusal = Refusal.of(
                new Answer(429, Map.of("retry-after", List.of("60")), new byte[0], Set.of(Answer.Note.WAITED_FOR)));
        assertThat(refusal.reason()).isEqualTo(Reason.TOLD_TO_WAIT);
        assertThat(refusal.words()).contains("60", "again and again");
        assertThat(Refusal.of(new Answer(429, Map.of("retry-after", List.of("60")), new byte[0]))
                        .reason())
                .isEqualTo(Reason.OVERLOADED);
    }

    @Test
    void tellsAnUnreachableRegistryFromABrokenRequest() {
        IOException cut = new SocketTimeoutException("Read timed out");
        assertThat(Refusal.of(cut, true)).isEqualTo(new Refusal(Reason.BROKEN_OFF, 0, "Read timed out"));
        assertThat(Refusal.of(cut, false)).isEqualTo(new Refusal(Reason.UNREACHABLE, 0, "Read timed out"));
        assertThat(Refusal.of(new IOException(), false).words()).isEqualTo("IOException");
        assertThat(Refusal.of(new UnusableAnswerException("no listing"), true).reason())
                .isEqualTo(Reason.UNEXPECTED);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonSaysWhatItMeans(Reason reason) {
        assertThat(reason.title()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void onlyWhatConcernsEveryRequestEndsTheRun() {
        assertThat(List.of(Reason.values()).stream().filter(reason -> reason.scope() == Scope.RUN))
                .containsExactlyInAnyOrder(
                        Reason.UNREACHABLE,
                        Reason.TLS,
                        Reason.TOLD_TO_WAIT,
                        Reason.DISK_FULL,
                        Reason.READ_ONLY,
                        Reason.LOGIN,
                        Reason.LOGIN_ENDED,
                        Reason.COOKIE,
                        Reason.NO_SPACE,
                        Reason.FILE_SYSTEM,
                        Reason.NO_READER,
                        Reason.NO_LINKS);
    }
}
