// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.salvor.lab.Exchange.Drop;
import dev.salvor.lab.StubRegistry.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StubRegistryTest {
    private static final byte[] BODY = new byte[1 << 20];

    @Test
    void playsARowOfATable() {
        ProtocolRow row = ProtocolRow.load("lab/stub.json").getFirst();
        assertThat(row).hasToString("a token is asked for where the challenge says");
        assertThat(row.verb().path("get").asText()).isEqualTo("/v2/");
        assertThat(row.expect().path("status").asInt()).isEqualTo(200);
        try (StubRegistry stub = StubRegistry.playing(row.exchanges())) {
            LabHttp http = LabHttp.to(stub.uri());
            HttpResponse<byte[]> challenge = http.get("/v2/");
            assertThat(challenge.statusCode()).isEqualTo(401);
            assertThat(challenge.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer realm=\"" + stub.uri() + "/token\",service=\"s\"", "Basic realm=\"r\"");
            assertThat(challenge.body()).asString().isEqualTo("{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}");
            assertThat(http.get("/token?service=s&scope=x").body()).asString().isEqualTo("{\"token\": \"t\"}");
            assertThat(http.get("/token?service=s").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> http.send("PUT", "/v2/a/blobs/uploads/1", BODY))
                    .isInstanceOf(UncheckedIOException.class);
            assertThatCode(stub::assertPlayed).doesNotThrowAnyException();
        }
    }

    @Test
    void rowsMayLeaveOutWhatTheyDoNotNeed() {
        ProtocolRow row = ProtocolRow.load("lab/stub.json").getLast();
        assertThat(row.exchanges()).isEmpty();
        assertThat(row.verb().isMissingNode()).isTrue();
        assertThatThrownBy(() -> ProtocolRow.load("lab/none.json")).hasMessageContaining("lab/none.json");
    }

    @Test
    void answersWhatIsNotExpectedWith599AndFails() {
        try (StubRegistry stub = StubRegistry.playing(Exchange.of("GET", "/v2/", 200))) {
            LabHttp http = LabHttp.to(stub.uri());
            assertThat(http.get("/v2/other").statusCode()).isEqualTo(599);
            assertThat(http.get("/v2/").statusCode()).isEqualTo(200);
            assertThat(http.get("/v2/").statusCode()).isEqualTo(599);
            assertThatThrownBy(stub::assertPlayed)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected: GET /v2/, came: GET /v2/other")
                    .hasMessageContaining("came after the end: GET /v2/");
        }
    }

    @Test
    void failsIfARequestNeverCame() {
        try (StubRegistry stub = StubRegistry.playing(Exchange.of("GET", "/v2/", 200))) {
            assertThatThrownBy(stub::assertPlayed).hasMessage("never came: GET /v2/");
        }
    }

    @Test
    void expectsHeadersToBeThereOrNot() {
        Exchange token = expectingHeaders(Map.of("authorization", "Bearer *", "Range", ""));
        try (StubRegistry stub = StubRegistry.playing(token)) {
            LabHttp http = LabHttp.to(stub.uri());
            assertThat(http.get("/v2/").statusCode()).isEqualTo(599);
            assertThat(http.get("/v2/", "Authorization", "Bearer x", "Range", "1-")
                            .statusCode())
                    .isEqualTo(599);
            assertThat(http.get("/v2/", "Authorization", "Bearer x").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void recordsTheLengthOfABodyAndGoesOnOnTheConnection() {
        Exchange put = new Exchange("PUT", "/v2/x", null, 201, null, null, null, null, 2);
        try (StubRegistry stub = StubRegistry.playing(put)) {
            LabHttp http = LabHttp.to(stub.uri());
            http.send("PUT", "/v2/x", BODY, "Content-Type", "text/plain");
            http.send("PUT", "/v2/x", new byte[3]);
            assertThat(stub.requests()).extracting(Recorded::bodyLength).containsExactly((long) BODY.length, 3L);
            assertThat(stub.requests().getFirst().headers()).containsEntry("content-type", "text/plain");
        }
    }

    @Test
    void dropsTheConnectionAfterTheWholeRequest() {
        Exchange drop = new Exchange("PUT", "/v2/x", null, 0, null, null, null, Drop.BEFORE_ANSWER, 1);
        try (StubRegistry stub = StubRegistry.playing(drop, Exchange.of("PUT", "/v2/x", 201))) {
            LabHttp http = LabHttp.to(stub.uri());
            assertThatThrownBy(() -> http.send("PUT", "/v2/x", BODY)).isInstanceOf(UncheckedIOException.class);
            assertThat(stub.requests().getFirst().bodyLength()).isEqualTo(BODY.length);
            assertThat(http.send("PUT", "/v2/x", BODY).statusCode()).isEqualTo(201);
            assertThatCode(stub::assertPlayed).doesNotThrowAnyException();
        }
    }

    @Test
    void liesAboutTheLengthAndAnswersJunk() {
        Map<String, List<String>> tooLong = Map.of("Content-Length", List.of("9"));
        JsonNode text = new TextNode("short");
        Exchange lie = new Exchange("GET", "/lie", null, 200, tooLong, text, null, null, 1);
        Exchange junk = new Exchange("GET", "/junk", null, 0, null, null, "SSH-2.0-x\r\n", null, 1);
        try (StubRegistry stub = StubRegistry.playing(lie, junk)) {
            LabHttp http = LabHttp.to(stub.uri());
            assertThatThrownBy(() -> http.get("/lie")).hasRootCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> http.get("/junk")).hasRootCauseInstanceOf(IOException.class);
            assertThatCode(stub::assertPlayed).doesNotThrowAnyException();
        }
    }

    @Test
    void answersAHeadWithALengthAndNoBody() {
        Map<String, List<String>> length = Map.of("Content-Length", List.of("9"));
        Exchange head = new Exchange("HEAD", "/v2/x", null, 200, length, null, null, null, 2);
        try (StubRegistry stub = StubRegistry.playing(head)) {
            LabHttp http = LabHttp.to(stub.uri());
            for (int i = 0; i < 2; i++) {
                HttpResponse<byte[]> answer = http.send("HEAD", "/v2/x", new byte[0]);
                assertThat(answer.headers().firstValue("Content-Length")).contains("9");
            }
        }
    }

    private static Exchange expectingHeaders(Map<String, String> headers) {
        return new Exchange("GET", "/v2/", headers, 200, null, null, null, null, 1);
    }
}
