// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HarborSetup;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.Role;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} finds at a Harbor, for whom, and in how many requests. */
@QuarkusMainTest
class CheckTest {
    private static final String ROBOT = "robot$rescue";

    @TempDir
    Path storage;

    @TempDir
    Path other;

    @Test
    void fiftyProjectsTakeAnAdministratorSixRequests(QuarkusMainLauncher salvor) throws IOException {
        List<String> projects = fiftyProjects();
        try (HarborServer harbor = with(projects).start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(result.getOutput())
                    .contains(
                            "is Harbor v2.15.2",
                            "50 projects exist",
                            "may push to 50 projects",
                            "50 projects have room");
            assertThat(harbor.log().withoutTokens().lines()).hasSizeLessThanOrEqualTo(6);
            assertHarmless(harbor);
        }
    }

    @Test
    void fiftyProjectsTakeASystemRobotSixRequestsEvenIfSomeAreMissing(QuarkusMainLauncher salvor) throws IOException {
        List<String> projects = fiftyProjects();
        try (HarborServer harbor = with(projects.subList(0, 40)).start()) {
            LaunchResult result = check(salvor, harbor, ROBOT);
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains(
                            "40 projects exist",
                            "these projects do not exist: " + String.join(", ", projects.subList(40, 50)));
            assertThat(harbor.log().withoutTokens().lines()).hasSizeLessThanOrEqualTo(6);
            assertHarmless(harbor);
        }
    }

    @Test
    void oneListHasAllThatIsWrong(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            for (String repository :
                    List.of("team/app", "gone/app", "lost/app", "cache/app", "small/app", "alpine", "a__b/app")) {
                images.image(repository, "v1", List.of(TestContent.layer(1, 3_000)));
            }
        });
        try (HarborServer harbor = with(List.of("team"))
                .project("cache", project -> project.proxyCache())
                .project("small", project -> project.quota(2_000))
                .start()) {
            harbor.readOnly(true);
            JsonNode json = json(check(salvor, harbor, "admin", "-o", "json"));

            assertThat(json.path("ok").asBoolean()).isFalse();
            assertThat(json.path("findings"))
                    .filteredOn(finding -> finding.path("severity").asText().equals("fail"))
                    .extracting(finding -> finding.path("topic").asText() + " " + names(finding))
                    .containsExactly(
                            "read-only []",
                            "names [alpine]",
                            "names [a__b/app]",
                            "projects [gone, lost]",
                            "proxy-caches [cache]",
                            "quotas [small]");
            assertThat(json.path("findings")).allSatisfy(finding -> {
                if (finding.path("severity").asText().equals("fail")) {
                    assertThat(finding.path("advice").asText()).isNotEmpty();
                }
            });
            assertHarmless(harbor);
        }
    }

    @Test
    void theMissingProjectsComeWithTheCommandsThatCreateThem(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("gone/app", "v1", List.of(TestContent.layer(1, 3_000))));
        try (HarborServer harbor = with(List.of()).start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains("salvor sync " + storage + " http://" + harbor.host() + " --create-projects")
                    .contains("for p in gone; do curl -u USER ", harbor.uri() + "/api/v2.0/projects");
        }
    }

    @Test
    void aQuotaThatIsTooSmallForAllCountsWhatIsThereAlready(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("small/app", "v1", List.of(TestContent.layer(1, 30_000)));
            images.image("small/app", "v2", List.of(TestContent.layer(1, 30_000), TestContent.layer(2, 3_000)));
        });
        try (HarborServer harbor = with(List.of())
                .project("small", project -> project.quota(50_000))
                .start()) {
            assertThat(launch(
                                    salvor,
                                    "sync",
                                    harbor,
                                    "admin",
                                    storage.toString(),
                                    harbor.uri().toString(),
                                    "--include",
                                    "**:v1")
                            .exitCode())
                    .isZero();
            harbor.clearLog();

            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(harbor.log().lines()).contains("GET /v2/small/app/tags/list");
            assertHarmless(harbor);
        }
    }

    @Test
    void aDeveloperGetsTheSameAnswersByMoreRequests(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            for (String repository : List.of("team/app", "full/app", "gone/app", "foreign/app", "read/app")) {
                images.image(repository, "v1", List.of(TestContent.layer(1, 3_000)));
            }
        });
        try (HarborServer harbor = HarborServer.builder()
                .user("dev", "secret")
                .project("team", project -> project.member("dev", Role.DEVELOPER))
                .project(
                        "full", project -> project.member("dev", Role.DEVELOPER).quota(10))
                .project("read", project -> project.member("dev", Role.GUEST))
                .project("foreign")
                .start()) {
            JsonNode json = json(check(salvor, harbor, "dev", "-o", "json"));
            assertThat(json.path("findings"))
                    .filteredOn(finding -> finding.path("severity").asText().equals("fail"))
                    .extracting(finding -> finding.path("topic").asText() + " " + names(finding))
                    .containsExactly("projects [gone]", "rights [foreign, read]", "quotas [full]");
            assertThat(harbor.log().lines())
                    .contains("HEAD /api/v2.0/projects?project_name=gone", "GET /api/v2.0/projects/team/summary");
            assertHarmless(harbor);
        }
    }

    @Test
    void aProjectRobotGetsWhatHarborTellsItAndWhatItCouldNotSee(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("team/app", "v1", List.of(TestContent.layer(1, 3_000)));
            images.image("foreign/app", "v1", List.of(TestContent.layer(1, 3_000)));
        });
        String robot = "robot$team+ci";
        try (HarborServer harbor = HarborServer.builder()
                .robot(robot, "secret", rights -> rights.project("team", "repository:push", "repository:pull"))
                .project("team")
                .project("foreign")
                .start()) {
            JsonNode json = json(check(salvor, harbor, robot, "-o", "json"));
            assertThat(json.path("findings"))
                    .filteredOn(finding -> !finding.path("severity").asText().equals("ok"))
                    .extracting(finding -> finding.path("severity").asText() + " "
                            + finding.path("topic").asText() + " " + names(finding))
                    .containsExactly("fail rights [foreign]", "info quotas [team]");
            assertHarmless(harbor);
        }
    }

    @Test
    void withoutAStorageThePrefixSaysWhichProjectIsMeant(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = with(List.of("team")).start()) {
            LaunchResult whole =
                    launch(salvor, "check", harbor, "admin", harbor.uri().toString());
            assertThat(whole.exitCode()).as(whole.getErrorOutput()).isZero();
            assertThat(whole.getOutput()).contains("is Harbor v2.15.2", "the login is right", "Nothing is wrong");

            LaunchResult gone = launch(salvor, "check", harbor, "admin", harbor.uri() + "/gone");
            assertThat(gone.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(gone.getOutput()).contains("these projects do not exist: gone");
        }
    }

    @Test
    void ofAPlainRegistryItSaysThatMoreCannotBeKnown(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("alpine", "v1", List.of(TestContent.layer(1, 3_000))));
        try (RegistryProcess registry =
                RegistryProcess.over(other.resolve("target")).start()) {
            LaunchResult result = salvor.launch("check", registry.host(), storage.toString());
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(result.getOutput()).contains("a registry, not Harbor", "only Harbor can be asked");
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordEndsWith3(QuarkusMainLauncher salvor) throws IOException {
        Path password = Files.writeString(other.resolve("wrong"), "wrong-secret\n");
        try (HarborServer harbor = with(List.of("team")).start()) {
            LaunchResult result = salvor.launch(
                    "check", harbor.uri().toString(), "--username", "admin", "--password-file", password.toString());
            assertThat(result.exitCode()).isEqualTo(ExitCode.REGISTRY);
            assertThat(result.getErrorOutput()).contains("refuses the login").doesNotContain("wrong-secret");
            assertThat(result.getOutput()).isEmpty();
        }
    }

    @Test
    void damageInTheStorageIsNamedAndNotTheRegistrysFault(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("team/app", "v1", List.of(TestContent.layer(1, 3_000))));
        Files.writeString(
                storage.resolve("docker/registry/v2/repositories/team/app/_manifests/tags/v1/current/link"),
                "nonsense");
        try (HarborServer harbor = with(List.of("team")).start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).isZero();
            assertThat(result.getOutput()).contains("warn  images", "1 image damaged", "team/app:v1");
        }
    }

    private List<String> fiftyProjects() {
        List<String> projects =
                IntStream.range(0, 50).mapToObj(i -> String.format("p%02d", i)).toList();
        StorageFixtures.write(
                storage,
                images -> projects.forEach(
                        project -> images.image(project + "/app", "v1", List.of(TestContent.layer(1, 300)))));
        return projects;
    }

    private static HarborSetup with(List<String> projects) {
        HarborSetup setup = HarborServer.builder().admin("admin", "secret").robot(ROBOT, "secret", RobotSetup::pusher);
        projects.forEach(setup::project);
        return setup;
    }

    private LaunchResult check(QuarkusMainLauncher salvor, HarborServer harbor, String account, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(harbor.uri().toString(), storage.toString()));
        arguments.addAll(List.of(more));
        return launch(salvor, "check", harbor, account, arguments.toArray(String[]::new));
    }

    private LaunchResult launch(
            QuarkusMainLauncher salvor, String command, HarborServer harbor, String account, String... arguments)
            throws IOException {
        Path password = Files.writeString(other.resolve("password"), "secret\n");
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--username", account, "--password-file", password.toString()));
        return salvor.launch(all.toArray(String[]::new));
    }

    private static void assertHarmless(HarborServer harbor) {
        HarborLog log = harbor.log();
        assertThat(log.where(HarborLog.Entry::isMutating).lines()).isEmpty();
        assertThat(log.where(HarborLog.Entry::sentCookie).lines()).isEmpty();
    }

    private static JsonNode json(LaunchResult result) throws IOException {
        assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(ExitCode.NOT_DELIVERED);
        return new ObjectMapper().readTree(result.getOutput());
    }

    private static List<String> names(JsonNode finding) {
        List<String> names = new ArrayList<>();
        finding.path("subjects")
                .forEach(subject -> names.add(subject.path("name").asText()));
        return names;
    }
}
