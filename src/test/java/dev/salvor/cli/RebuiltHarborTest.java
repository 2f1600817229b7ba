// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --same-storage}: a new, empty Harbor on the volume of the old one. */
@QuarkusMainTest
class RebuiltHarborTest {
    private static final byte[] BASE = TestContent.layer(1, 3_000);
    private static final int PROJECTS = 3;
    private static final int REPOSITORIES = 6;
    private static final int TAGS = 10;
    /** Two children, their index and a signature. */
    private static final int MORE = 4;

    @TempDir
    Path volume;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(volume, images -> {
            for (int i = 0; i < REPOSITORIES; i++) {
                for (int tag = 0; tag < TAGS; tag++) {
                    images.ociImage(
                            "p" + i % PROJECTS + "/app" + i, "t" + tag, List.of(BASE, TestContent.layer(tag, 400)));
                }
            }
            Pushed amd = images.ociImage("p0/app0", null, List.of(BASE));
            Pushed arm = images.draft("p0/app0")
                    .architecture("arm64")
                    .layers(List.of(BASE))
                    .push(null);
            Pushed index = images.index("p0/app0", "multi", amd, arm);
            images.artifact("p0/app0", null, "application/vnd.example.signature", index);
        });
    }

    /** Issue 16's bar. */
    @Test
    void allComesBackByThePutsOfTheManifestsAndFewRequestsMore(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with().storage(volume).start()) {
            Path report = Files.createTempFile("salvor-report-", "");
            LaunchResult result =
                    run(salvor, harbor, "sync", "--create-projects", "-o", "json", "--report", report.toString());

            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(harbor.projects()).containsExactly("p0", "p1", "p2");
            assertThat(RegistryWalk.of(harbor.as("admin")).verify()).isEqualTo(StorageWalk.tags(volume));

            int puts = REPOSITORIES * TAGS + MORE;
            HarborLog log = harbor.log();
            HarborLog withoutTokens = log.withoutTokens();
            assertThat(withoutTokens
                            .where(entry -> entry.method().equals("PUT"))
                            .size())
                    .isEqualTo(puts);
            assertThat(withoutTokens.size())
                    .as(String.join("\n", withoutTokens.lines()))
                    .isLessThanOrEqualTo(puts + 3 * REPOSITORIES + 3 * PROJECTS + 10);
            assertThat(log.where(entry -> entry.path().contains("/blobs/uploads"))
                            .lines())
                    .isEmpty();

            JsonNode json = new ObjectMapper().readTree(result.getOutput());
            assertThat(json.path("manifestsRegistered").intValue()).isEqualTo(puts);
            assertThat(json.path("blobsFoundInPlace").intValue()).isPositive();
            assertThat(json.path("bytesSent").longValue()).isZero();
            List<String> lines = Files.readAllLines(report);
            assertThat(lines.getLast()).contains("\"type\":\"summary\"").contains("\"manifestsRegistered\":" + puts);
            Files.delete(report);
        }
    }

    @Test
    void aPlanSaysThatNoBlobWillBeSentAndChangesNothing(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor =
                AtHarbor.with("p0", "p1", "p2").storage(volume).start()) {
            LaunchResult result = run(salvor, harbor, "plan");

            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(result.getOutput()).contains("no blob will be sent: ").contains("are taken to be in place");
            AtHarbor.assertNothingWasChanged(harbor);
        }
    }

    @Test
    void aRegistryThatIsNotHarborIsRefusedBeforeAnythingIsSent(QuarkusMainLauncher salvor, @TempDir Path other) {
        try (RegistryProcess registry = RegistryProcess.over(other).start()) {
            LaunchResult result = salvor.launch("sync", volume.toString(), registry.host(), "--same-storage");

            assertThat(result.exitCode()).isEqualTo(ExitCode.REGISTRY);
            assertThat(result.getErrorOutput())
                    .contains(registry.host() + " is not recognised as Harbor, which --same-storage is only for")
                    .contains("Leave --same-storage out");
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    @Test
    void otherNamesAreWrongUsage(QuarkusMainLauncher salvor) {
        LaunchResult result = salvor.launch("sync", volume.toString(), "127.0.0.1:1/rescue", "--same-storage");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.getErrorOutput()).contains("Leave --map, --project, --dest-prefix");
    }

    private LaunchResult run(QuarkusMainLauncher salvor, HarborServer harbor, String command, String... options)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(command, volume.toString(), harbor.uri().toString(), "--same-storage"));
        arguments.addAll(List.of(options));
        return AtHarbor.launch(salvor, AtHarbor.ROBOT, arguments.toArray(String[]::new));
    }
}
