// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.check.Finding;
import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckViewTest {
    private static final Finding FINE =
            new Finding(Severity.OK, Topic.REGISTRY, "harbor.example.com is Harbor v2.15.2", List.of(), "");
    private static final Finding MISSING = new Finding(
            Severity.FAIL,
            Topic.PROJECTS,
            "these projects do not exist",
            List.of(new Subject.Named("a", ""), new Subject.Named("b", "403 no\u001b[2J")),
            "Create them:\n  salvor sync");
    private static final Finding CROWDED = new Finding(
            Severity.FAIL,
            Topic.QUOTAS,
            "no room",
            List.of(new Subject.Crowded("p", 3 << 20, 1 << 20, 10 << 20)),
            "Raise it.");

    @Test
    void theTableHasALineForEachFindingAndWhatToDo() {
        assertThat(new CheckView("harbor.example.com", List.of(FINE, MISSING, CROWDED)).table())
                .isEqualTo("""
                ok    registry      harbor.example.com is Harbor v2.15.2
                FAIL  projects      these projects do not exist: a, b (403 no\\u001b[2J)
                      -> Create them:
                           salvor sync
                FAIL  quotas        no room: p (up to 3.0 MiB to come, 1.0 MiB of 10 MiB left)
                      -> Raise it.

                2 things to put right.
                """);
    }

    @Test
    void aRegistryWithoutFaultsIsSaidToBeSo() {
        assertThat(new CheckView("harbor.example.com", List.of(FINE)).table()).endsWith("\nNothing is wrong.\n");
    }

    @Test
    void whereTheStorageLacksSomethingNobodySaysThatNothingIsWrong() {
        Finding warning = new Finding(Severity.WARN, Topic.IMAGES, "1 image damaged", List.of(), "");
        assertThat(new CheckView("harbor.example.com", List.of(FINE, warning)).table())
                .endsWith("\nNothing is wrong there that would stop a sync; see the 1 warning above.\n");
    }

    @Test
    void theFieldsOfTheJsonStay() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(new CheckView("harbor.example.com", List.of(FINE, MISSING, CROWDED)).json());
        assertThat(json.fieldNames()).toIterable().containsExactly("registry", "ok", "findings");
        assertThat(json.path("ok").asBoolean()).isFalse();
        JsonNode missing = json.path("findings").path(1);
        assertThat(missing.fieldNames())
                .toIterable()
                .containsExactly("severity", "topic", "message", "subjects", "advice");
        assertThat(missing.path("severity").asText()).isEqualTo("fail");
        assertThat(missing.path("subjects").path(0)).hasToString("{\"name\":\"a\",\"detail\":\"\"}");
        assertThat(json.path("findings").path(2).path("subjects").path(0))
                .hasToString("{\"name\":\"p\",\"neededBytes\":3145728,\"roomBytes\":1048576,\"limitBytes\":10485760}");
    }

    @Test
    void onlyTroublesGoInFrontOfASync() {
        assertThat(FindingText.troubles(List.of(FINE))).isEmpty();
        assertThat(FindingText.troubles(List.of(FINE, CROWDED)))
                .startsWith("\nBefore anything is sent:\nFAIL  quotas")
                .doesNotContain("registry");
    }
}
