// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborLog.Entry;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.Role;
import dev.salvor.lab.harbor.ServerFault;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code plan} and {@code sync} make of the preflight at a Harbor. */
@QuarkusMainTest
class PreflightTest {
    @TempDir
    Path storage;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("team/app", "v1", List.of(TestContent.layer(1, 3_000)));
            images.image("gone/app", "v1", List.of(TestContent.layer(1, 3_000), TestContent.layer(2, 3_000)));
            images.image("gone/app", "v2", List.of(TestContent.layer(2, 3_000)));
            images.image("lost/app", "v1", List.of(TestContent.layer(3, 3_000)));
        });
    }

    @Test
    void whatIsForExistingProjectsArrivesAndTheMissingAreNamedWithTheCommand(QuarkusMainLauncher salvor)
            throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT);

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(harbor.tags("team/app")).containsOnlyKeys("v1");
            assertThat(result.getErrorOutput())
                    .contains("these projects do not exist: gone, lost")
                    .contains("the same command with --create-projects added");
            assertThat(result.getOutput())
                    .contains("3 images refused: the project does not exist")
                    .containsPattern("pushed +1");
            assertThat(harbor.log().where(Entry::isMutating).lines()).allMatch(line -> line.contains(" /v2/team/"));
            assertThat(harbor.projects()).containsExactly("team");
        }
    }

    @Test
    void nothingIsChangedBeforeAllIsAsked(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            sync(salvor, harbor, AtHarbor.ROBOT, "--create-projects");

            HarborLog log = harbor.log();
            List<String> lines = log.lines();
            int firstChange = lines.indexOf(log.where(Entry::isMutating).lines().getFirst());
            assertThat(lines.subList(0, firstChange))
                    .anyMatch(line -> line.startsWith("GET /api/v2.0/systeminfo"))
                    .anyMatch(line -> line.startsWith("GET /api/v2.0/projects"))
                    .anyMatch(line -> line.startsWith("GET /api/v2.0/quotas"))
                    .anyMatch(line -> line.contains("scope=repository%3Ateam%2Fapp%3Apull%2Cpush"));
            assertThat(log.where(Entry::sentCookie).lines()).isEmpty();
        }
    }

    @Test
    void guestsReadOnlySystemsAndProxyCachesCostNoRequestThatHarborWouldRefuse(QuarkusMainLauncher salvor)
            throws IOException {
        try (HarborServer harbor = HarborServer.builder()
                .user("dev", "secret")
                .project("team", project -> project.member("dev", Role.DEVELOPER))
                .project("gone", project -> project.member("dev", Role.GUEST))
                .project(
                        "lost", project -> project.member("dev", Role.DEVELOPER).proxyCache())
                .start()) {
            LaunchResult result = sync(salvor, harbor, "dev");
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains(
                            "2 images refused: this account may not do that here",
                            "1 image refused: the project is a proxy cache");
            assertThat(harbor.log().where(Entry::isMutating).lines()).allMatch(line -> line.contains(" /v2/team/"));

            harbor.clearLog();
            harbor.readOnly(true);
            StorageFixtures.write(
                    storage, images -> images.image("team/app", "v2", List.of(TestContent.layer(4, 3_000))));
            LaunchResult readOnly = sync(salvor, harbor, "dev");
            assertThat(readOnly.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(readOnly.getErrorOutput()).contains("FAIL  read-only");
            assertThat(harbor.log().where(Entry::isMutating).lines()).isEmpty();
        }
    }

    @Test
    void aQuotaThatIsTooSmallIsToldAndWhatFitsIsSent(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("small/app", "v1", List.of(TestContent.layer(5, 3_000)));
            images.image("small/big", "v1", List.of(TestContent.layer(6, 90_000)));
        });
        try (HarborServer harbor = AtHarbor.with("team", "gone", "lost")
                .project("small", project -> project.quota(20_000))
                .start()) {
            assertThat(sync(salvor, harbor, AtHarbor.ROBOT, "--dry-run").exitCode())
                    .as("as of plan")
                    .isEqualTo(ExitCode.NOT_DELIVERED);

            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT);
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getErrorOutput())
                    .containsPattern("FAIL  quotas .* small \\(up to 9\\d KiB to come, 20 KiB of 20 KiB left\\)");
            assertThat(harbor.tags("gone/app")).hasSize(2);
        }
    }

    @Test
    void planShowsTheFindingsAndWhatASyncWouldCreate(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult plan = AtHarbor.launch(
                    salvor,
                    AtHarbor.ROBOT,
                    "plan",
                    storage.toString(),
                    harbor.uri().toString());
            assertThat(plan.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(plan.getOutput())
                    .contains("Before anything is sent:", "these projects do not exist: gone, lost")
                    .containsPattern("to push +1");

            LaunchResult creating = AtHarbor.launch(
                    salvor,
                    AtHarbor.ROBOT,
                    "plan",
                    storage.toString(),
                    harbor.uri().toString(),
                    "--create-projects",
                    "-o",
                    "json");
            assertThat(creating.exitCode()).as(creating.getErrorOutput()).isZero();
            JsonNode json = new ObjectMapper().readTree(creating.getOutput());
            assertThat(json.path("toPush")).hasSize(4);
            assertThat(json.path("findings"))
                    .anyMatch(finding -> finding.path("message").asText().contains("a sync creates them"));

            AtHarbor.launch(
                    salvor,
                    AtHarbor.ROBOT,
                    "sync",
                    storage.toString(),
                    harbor.uri().toString(),
                    "--create-projects",
                    "--dry-run");
            assertThat(harbor.log().where(Entry::isMutating).lines()).isEmpty();
        }
    }

    @Test
    void aSyncWithNothingToDoAsksForNoProject(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team", "gone", "lost").start()) {
            assertThat(sync(salvor, harbor, AtHarbor.ROBOT).exitCode()).isZero();
            harbor.clearLog();

            assertThat(sync(salvor, harbor, AtHarbor.ROBOT).exitCode()).isZero();
            assertThat(harbor.log()
                            .where(entry -> entry.path().startsWith("/api/"))
                            .lines())
                    .containsExactly("GET /api/v2.0/systeminfo");
        }
    }

    /** What cannot be asked stops nothing. */
    @Test
    void anApiThatDoesNotWorkIsNoReasonToPushNothing(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team", "gone", "lost").start()) {
            harbor.fault(ServerFault.always("GET", "/api/v2.0/", HttpAnswer.text(502, "text/html", "<html>502</html>"))
                    .or(ServerFault.always("HEAD", "/api/v2.0/", HttpAnswer.of(502))));
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT);
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(result.getErrorOutput()).contains("projects and quotas stay unknown");
            assertThat(harbor.tags("gone/app")).hasSize(2);
        }
    }

    /** An ingress that lets only {@code /v2/} and {@code /service/} through: the registry decides then. */
    @ParameterizedTest
    @CsvSource({
        "404, text/plain",
        "404, text/html",
        "403, text/html",
        "302, text/html",
        "200, text/html",
        "503, text/html"
    })
    void anApiThatIsHiddenIsNoFact(int status, String type, QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team", "gone").start()) {
            HttpAnswer answer = HttpAnswer.text(status, type, "<html><title>not here</title></html>")
                    .with("Location", "https://sso.test/login");
            harbor.fault(asked -> asked.path().startsWith("/api/") ? Optional.of(answer) : Optional.empty());

            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT);

            assertThat(harbor.tags("team/app")).as(result.getErrorOutput()).hasSize(1);
            assertThat(harbor.tags("gone/app")).hasSize(2);
            assertThat(result.getErrorOutput()).contains("projects and quotas stay unknown");
            assertThat(result.getOutput())
                    .contains("1 image refused: the project does not exist")
                    .contains("lost/app:v1");
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        }
    }

    private LaunchResult sync(QuarkusMainLauncher salvor, HarborServer harbor, String account, String... options)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("sync", storage.toString(), harbor.uri().toString()));
        arguments.addAll(List.of(options));
        return AtHarbor.launch(salvor, account, arguments.toArray(String[]::new));
    }
}
