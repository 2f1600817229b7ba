// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.Digest;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.ProtocolRow;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Plays {@code protocol/serve.json}: what the distribution specification wants of "Pull" and "Content Discovery", one requirement a row, and what
 * clients besides expect. A word in braces stands for something of the storage; {@code body} is JSON, or names bytes; {@code absent} are headers.
 */
class ConformanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final List<ProtocolRow> ROWS = ProtocolRow.load("protocol/serve.json");

    @TempDir
    static Path storage;

    private static final Map<String, byte[]> BYTES = new TreeMap<>();
    private static final Map<String, String> WORDS = new TreeMap<>();
    private static ServedStorage served;

    @BeforeAll
    static void serve() {
        byte[] layer = TestContent.layer(1, 3000);
        StorageFixtures.write(storage, images -> {
            Pushed app = images.image("p/app", "1.0", List.of(layer, TestContent.layer(2, 200)));
            images.tag(app, "1.1");
            images.tag(app, "Latest");
            images.tag(app, "latest");
            Pushed amd = images.ociImage("p/multi", null, List.of(layer));
            Pushed arm = images.draft("p/multi")
                    .architecture("arm64")
                    .layers(List.of(layer))
                    .push(null);
            Pushed index = images.index("p/multi", "1", amd, arm);
            Pushed subject = images.ociImage("signed", "1", List.of(layer));
            Pushed sbom = images.artifact("signed", null, "application/spdx+json", subject);
            Pushed scan = images.artifact("signed", "scan", "application/vnd.example.scan", subject);
            Map.of("app", app, "amd", amd, "index", index, "subject", subject, "sbom", sbom, "scan", scan)
                    .forEach((name, pushed) -> {
                        BYTES.put(name, pushed.bytes());
                        WORDS.put(name, pushed.digest());
                        WORDS.put(name + "-size", Long.toString(pushed.size()));
                    });
        });
        BYTES.put("layer", layer);
        WORDS.put("layer", Digest.of(layer).toString());
        WORDS.put("layer-size", Integer.toString(layer.length));
        WORDS.put("unknown", "sha256:" + "0".repeat(64));
        served = ServedStorage.of(storage);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void isAsTheSpecificationWants(ProtocolRow row) throws IOException {
        LabHttp http = served.http();
        List<String> headers = new ArrayList<>();
        row.verb().path("headers").properties().forEach(each -> {
            headers.add(each.getKey());
            headers.add(filled(each.getValue().asText()));
        });
        HttpResponse<byte[]> answer = http.send(
                row.verb().path("method").asText("GET"),
                filled(row.verb().path("path").asText()),
                new byte[0],
                headers.toArray(String[]::new));

        JsonNode expect = row.expect();
        assertThat(answer.statusCode())
                .as(text(answer))
                .isEqualTo(expect.path("status").asInt());
        expect.path("headers")
                .properties()
                .forEach(each -> assertThat(answer.headers().firstValue(each.getKey()))
                        .as(each.getKey())
                        .hasValue(filled(each.getValue().asText())));
        expect.path("absent")
                .forEach(each ->
                        assertThat(answer.headers().firstValue(each.asText())).isEmpty());
        assertBody(answer, expect);
    }

    private static void assertBody(HttpResponse<byte[]> answer, JsonNode expect) throws IOException {
        if (expect.has("code")) {
            JsonNode error = JSON.readTree(answer.body()).path("errors").path(0);
            assertThat(error.path("code").asText())
                    .isEqualTo(expect.path("code").asText());
            assertThat(error.path("message").asText()).isNotEmpty();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
        JsonNode body = expect.path("body");
        if (body.isObject()) {
            assertThat(JSON.readTree(answer.body()))
                    .isEqualTo(JSON.readTree(filled(body.toString()).replaceAll("\"(\\d+)\"", "$1")));
        } else if (body.isTextual()) {
            assertThat(answer.body()).isEqualTo(bytes(body.asText()));
        }
    }

    /** {@code layer}, {@code layer[10..20]}, or nothing. */
    private static byte[] bytes(String name) {
        if (name.isEmpty()) {
            return new byte[0];
        }
        String[] parts = name.split("\\[|\\.\\.|]");
        byte[] all = BYTES.get(parts[0]);
        return parts.length == 1
                ? all
                : Arrays.copyOfRange(all, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            filled = filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
