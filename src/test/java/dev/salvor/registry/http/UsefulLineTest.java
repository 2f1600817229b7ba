// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsefulLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "403",
                "403 Forbidden",
                "Error 403",
                "HTTP/1.1 502 Bad Gateway",
                "Status: 404 - Not Found",
                "Access Denied",
                "Sorry, your request blocked",
                "504 Gateway Time-out",
                "Internal Server Error (500)",
                "nginx",
                "nginx/1.18.0 (Ubuntu)"
            })
    void whatSaysNoMoreThanAStatusIsPassedOver(String status) {
        assertThat(UsefulLine.of(List.of(status, "Ask the network team"))).isEqualTo("Ask the network team");
        assertThat(UsefulLine.of(List.of(status))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access Denied by policy egress",
                "403 Forbidden: quota of the proxy",
                "Sign in to the portal",
                "Request blocked, id 17",
                "413 is too much for us"
            })
    void whatSaysMoreIsTaken(String line) {
        assertThat(UsefulLine.of(List.of(line, "Ask the network team"))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incident 4711-0815",
                "support ID is: 8837492",
                "Ray ID: 7d1f0a2b9c",
                "Reference #18.2f",
                "Request-Id=a1b2c3d4",
                "Event ID: 0a-0001"
            })
    void theNumberOfAnIncidentStandsBesideTheRest(String incident) {
        assertThat(UsefulLine.of(List.of("Web Filter", "Please see below", "Your " + incident + ".")))
                .isEqualTo("Web Filter: " + incident);
    }

    @Test
    void aLongLineLeavesRoomForIt() {
        String words = UsefulLine.of(List.of("The filter says: " + "no ".repeat(100), "Incident 4711-0815"));
        assertThat(words).hasSize(120).startsWith("The filter says: no").endsWith(": Incident 4711-0815");
    }

    @Test
    @Timeout(5)
    void noPageKeepsItBusy() {
        for (String part : List.of("#", "error ", "request ", "request: ", "block-", " ", "a/1", "403 ")) {
            assertThat(UsefulLine.of(List.of(part.repeat(16_000) + "x"))).hasSizeLessThanOrEqualTo(120);
        }
    }
}
