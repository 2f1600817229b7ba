// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.ProtocolRow;
import dev.salvor.lab.StubRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that goes to another host, as to an object storage: what proves us to the registry stays with the registry. */
class OtherHostTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"basic", "harbor"})
    void getsTheBytesAndNoAuthorization(String opening) throws RefusedException {
        Exchange put = new Exchange(
                "PUT",
                "/bucket/u1?sig=x%2B&digest=*",
                Map.of("Authorization", "", "Cookie", ""),
                201,
                null,
                null,
                null,
                null,
                1);
        try (StubRegistry storage = StubRegistry.playing(put);
                StubRegistry registry =
                        StubRegistry.playing(exchanges(opening, storage.uri() + "/bucket/u1?sig=x%2B"));
                RegistryConnection connection =
                        new TestConnections().open(registry.uri().toString(), TestConnections.LOGIN)) {
            String result = new ProtocolVerbs(connection.registry(), directory)
                    .run(JsonNodeFactory.instance.objectNode().put("do", "upload"));
            assertThat(result).isEqualTo("uploaded");
            registry.assertPlayed();
            storage.assertPlayed();
        }
    }

    private static List<Exchange> exchanges(String opening, String location) {
        List<Exchange> all = new ArrayList<>();
        ProtocolRow.load("protocol/openings.json").stream()
                .filter(row -> row.name().equals(opening))
                .forEach(row -> all.addAll(row.exchanges()));
        if (opening.equals("harbor")) {
            all.add(new Exchange(
                    "GET",
                    "/service/token?*",
                    null,
                    200,
                    null,
                    JsonNodeFactory.instance.objectNode().put("token", "t"),
                    null,
                    null,
                    1));
        }
        all.add(new Exchange(
                "POST",
                "/v2/p/r/blobs/uploads/",
                Map.of("Authorization", "B*"),
                202,
                Map.of("Location", List.of(location)),
                null,
                null,
                null,
                1));
        return all;
    }
}
