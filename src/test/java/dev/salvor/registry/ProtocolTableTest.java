// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.ProtocolRow;
import dev.salvor.lab.StubRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Plays the tables {@code protocol/*.json} to the whole chain. {@code verb.on} names one of {@code openings.json}: what the
 * registry says while a connection is opened; {@code open} if not said. In {@code expect}: {@code result}, or {@code refused}
 * with {@code scope}, {@code status}, a part of the {@code words}; {@code requests} after the opening; {@code sent} bytes.
 */
class ProtocolTableTest {
    private static final Map<String, ProtocolRow> OPENINGS = ProtocolRow.load("protocol/openings.json").stream()
            .collect(Collectors.toMap(ProtocolRow::name, Function.identity()));

    static final List<ProtocolRow> ROWS = Stream.of(
                    "retries",
                    "uploads",
                    "cancels",
                    "reads",
                    "listings",
                    "redirects",
                    "refusals",
                    "tokens",
                    "referrers",
                    "proofs")
            .flatMap(table -> ProtocolRow.load("protocol/" + table + ".json").stream())
            .toList();

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("ROWS")
    void plays(ProtocolRow row) {
        ProtocolRow opening = OPENINGS.get(row.verb().path("on").asText("open"));
        List<Exchange> all = new ArrayList<>(opening.exchanges());
        all.addAll(row.exchanges());
        TestConnections connections = new TestConnections();
        try (StubRegistry stub = StubRegistry.playing(all);
                RegistryConnection connection = connections.open(
                        stub.uri().toString(),
                        opening.verb().has("login") ? TestConnections.LOGIN : TestConnections.NOBODY,
                        row.verb().path("chunk").asLong())) {
            ProtocolVerbs verbs = new ProtocolVerbs(connection.registry(), directory);
            JsonNode expect = row.expect();
            try {
                assertThat(verbs.run(row.verb()))
                        .as(row.name())
                        .isEqualTo(expect.path("result").asText("refused"));
            } catch (RefusedException e) {
                assertRefused(row.name(), e.refusal(), expect);
            }
            assertThatCode(stub::assertPlayed).as(row.name()).doesNotThrowAnyException();
            assertThat(stub.requests())
                    .as(row.name())
                    .hasSize(
                            opening.exchanges().size() + expect.path("requests").asInt());
            assertThat(verbs.sent()).isEqualTo(expect.path("sent").asLong(verbs.sent()));
            assertThat(stub.requests()).allSatisfy(ProtocolTableTest::assertFramed);
            assertNoSecret(connections.trace());
        }
    }

    private static void assertRefused(String row, Refusal refusal, JsonNode expect) {
        assertThat(refusal.reason().name())
                .as(row + ": " + refusal)
                .isEqualTo(expect.path("refused").asText("no refusal"));
        assertThat(refusal.scope().name())
                .isEqualTo(expect.path("scope").asText(refusal.scope().name()));
        assertThat(refusal.status()).isEqualTo(expect.path("status").asInt(refusal.status()));
        assertThat(refusal.words()).contains(expect.path("words").asText(""));
    }

    /** Of every request of every row: a length for each body and no body elsewhere, no cookies, no chunks, no gzip, no upgrade. */
    private static void assertFramed(StubRegistry.Recorded request) {
        assertThat(request.headers()).doesNotContainKeys("Cookie", "Transfer-Encoding", "Accept-Encoding", "Upgrade");
        if (!request.method().equals("GET")) {
            assertThat(request.headers()).doesNotContainKey("Range");
        }
        assertThat(request.headers()).containsEntry("User-Agent", "salvor/test");
        boolean mayHaveBody = List.of("PUT", "POST", "PATCH").contains(request.method());
        assertThat(request.headers().containsKey("Content-Length")).isEqualTo(mayHaveBody);
    }

    private static void assertNoSecret(List<String> trace) {
        String pair = "admin:" + TestConnections.PASSWORD;
        assertThat(trace)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(
                                TestConnections.PASSWORD,
                                Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
                                "SIGNED"));
    }
}
