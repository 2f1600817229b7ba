// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a list's fault is not the storage's: each command says so, and ends with 5. */
class ListFaultsTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path elsewhere;

    private String first;
    private String second;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 1_000)));
            images.image("p/app", "2", List.of(TestContent.layer(2, 1_000)));
        });
        Map<String, String> onDisk = StorageWalk.tags(storage);
        first = onDisk.get("p/app:1");
        second = onDisk.get("p/app:2");
    }

    private String list(String text) throws IOException {
        return Files.writeString(elsewhere.resolve("names.csv"), text).toString();
    }

    private static int exit(String... arguments) {
        return PlainProgram.run(Map.of(), arguments).exitCode();
    }

    @Test
    void aTagWithTwoDigestsAndOneWithAnAbsentDigestAreNeitherDamageNorSuccess() throws IOException {
        for (String text :
                List.of("p/app,x," + first + "\np/app,x," + second + "\n", "p/app,x,sha256:" + "0".repeat(64) + "\n")) {
            String list = list(text);
            assertThat(exit("scan", storage.toString(), "--tags-from", list)).isEqualTo(ExitCode.SOURCE_DAMAGED);
            assertThat(exit("verify", storage.toString(), "--tags-from", list)).isEqualTo(ExitCode.SOURCE_DAMAGED);
            assertThat(exit("inspect", storage.toString(), "p/app:x", "--tags-from", list))
                    .isEqualTo(ExitCode.SOURCE_DAMAGED);
            try (RegistryProcess registry = RegistryProcess.over(target).start()) {
                String host = registry.host();
                assertThat(exit("plan", storage.toString(), host, "--tags-from", list))
                        .isEqualTo(ExitCode.SOURCE_DAMAGED);
                assertThat(exit("check", host, storage.toString(), "--tags-from", list))
                        .isEqualTo(ExitCode.SOURCE_DAMAGED);
                assertThat(exit("check", host, storage.toString())).isZero();
            }
        }
    }

    @Test
    void theReportSaysThatTheListContradictsItselfAndNamesBoth() throws IOException {
        String list = list("p/app,x," + first + "\np/app,x," + second + "\n");
        Path report = elsewhere.resolve("report.jsonl");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(exit(
                            "sync",
                            storage.toString(),
                            registry.host(),
                            "--tags-from",
                            list,
                            "--report",
                            report.toString()))
                    .isEqualTo(ExitCode.SOURCE_DAMAGED);
        }
        assertThat(Files.readAllLines(report))
                .filteredOn(line -> line.contains("\"tag\":\"x\""))
                .singleElement()
                .satisfies(line -> {
                    assertThat(new ObjectMapper().readTree(line).path("outcome").asText())
                            .isEqualTo("ambiguous");
                    assertThat(line).contains(first, second, "a list of names gives them several digests");
                });
    }
}
