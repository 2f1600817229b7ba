// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server answers as the recorded Harbor did; what it does not is listed in not-reproduced.json, with the reason. */
class RecordedExchangesTest {
    /** In the order of their recording. */
    private static final List<String> FILES = List.of(
            "01-v2-and-challenge",
            "02-token-service",
            "03-token-expiry",
            "04-robots",
            "05-catalog",
            "06-tags-list",
            "07-manifest-head-get",
            "08-blob-head-get",
            "09-pull-counters",
            "10-push-blob",
            "11-mount",
            "12-push-manifest",
            "13-quota",
            "14-immutable-readonly-proxy",
            "15-api-system",
            "16-api-projects",
            "17-api-repositories-artifacts",
            "14b-proxy-cache",
            "18-cookies-csrf",
            "19-repository-encoding-without-nginx",
            "20-storage-v2.15.2");

    @Test
    void answersAsTheRecordedHarborButForWhatIsListedWithAReason() {
        Map<String, List<String>> differing = new LinkedHashMap<>();
        Substitutions substitutions = new Substitutions();
        try (RecordedWorld world = new RecordedWorld(substitutions)) {
            Replay replay = new Replay(world, new RecordedAccounts(world.server(), world.clock()), substitutions);
            for (String file : FILES) {
                List<Recording> recordings = Recording.of(file);
                for (Recording each : recordings) {
                    List<String> differences =
                            Comparison.differences(substitutions, each, replay.send(each, recordings));
                    if (!differences.isEmpty()) {
                        differing.put(each.key(), differences);
                    }
                }
            }
        }
        Map<String, String> listed = listed();
        assertThat(unlisted(differing, listed)).as("differ and are not listed").isEmpty();
        assertThat(listed.keySet()).as("listed and do differ").isSubsetOf(differing.keySet());
    }

    @Test
    void theServerKnowsNothingOfTheRecordings() {
        JavaClasses lab = new ClassFileImporter().importPackages("dev.salvor.lab");

        noClasses()
                .that()
                .resideInAPackage("dev.salvor.lab.harbor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.salvor.lab.harbor.recorded")
                .orShould()
                .callMethod(Class.class, "getResourceAsStream", String.class)
                .check(lab);
    }

    private static List<String> unlisted(Map<String, List<String>> differing, Map<String, String> listed) {
        List<String> unlisted = new ArrayList<>();
        differing.forEach((key, differences) -> {
            if (!listed.containsKey(key)) {
                unlisted.add(key + "\n    " + String.join("\n    ", differences));
            }
        });
        return unlisted;
    }

    /** Reasons by exchange. */
    private static Map<String, String> listed() {
        Map<String, String> listed = new LinkedHashMap<>();
        for (JsonNode group : Recording.resource("not-reproduced.json")) {
            String reason = group.path("reason").asText();
            assertThat(reason).isNotBlank();
            group.path("exchanges")
                    .forEach(each -> listed.put(group.path("file").asText() + ": " + each.asText(), reason));
        }
        return listed;
    }
}
