// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HarborSetup;
import dev.salvor.lab.harbor.Role;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which answers from {@code check}, and in how many requests. */
@QuarkusMainTest
class CheckAccountsTest {
    @TempDir
    Path storage;

    @Test
    void fiftyProjectsTakeAnAdministratorSixRequests(QuarkusMainLauncher salvor) throws IOException {
        List<String> projects = fiftyProjects();
        try (HarborServer harbor =
                AtHarbor.with(projects.toArray(String[]::new)).start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(result.getOutput())
                    .contains(
                            "is Harbor v2.15.2",
                            "50 projects exist",
                            "may push to 50 projects",
                            "50 projects have room");
            assertThat(harbor.log().withoutTokens().lines()).hasSizeLessThanOrEqualTo(6);
            AtHarbor.assertNothingWasChanged(harbor);
        }
    }

    @Test
    void fiftyProjectsTakeASystemRobotSixRequestsEvenIfSomeAreMissingOrFull(QuarkusMainLauncher salvor)
            throws IOException {
        List<String> projects = fiftyProjects();
        try (HarborServer harbor = AtHarbor.with(projects.subList(0, 40).toArray(String[]::new))
                .project("p40", project -> project.quota(100))
                .project("p41", project -> project.proxyCache())
                .start()) {
            LaunchResult result = check(salvor, harbor, AtHarbor.ROBOT);
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains(
                            "42 projects exist",
                            "these projects do not exist: " + String.join(", ", projects.subList(42, 50)),
                            "p40 (up to",
                            "proxy caches: nobody can push there, whatever a token says: p41");
            assertThat(harbor.log().withoutTokens().lines()).hasSizeLessThanOrEqualTo(6);
            AtHarbor.assertNothingWasChanged(harbor);
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
            AtHarbor.assertNothingWasChanged(harbor);
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
            AtHarbor.assertNothingWasChanged(harbor);
        }
    }

    @Test
    void oneOfVeryManyProjectsIsLookedUpByItsName(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("p299/app", "v1", List.of(TestContent.layer(1, 300))));
        String[] projects = IntStream.range(0, 300).mapToObj(i -> "p" + i).toArray(String[]::new);
        try (HarborServer harbor = AtHarbor.with(projects).start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(result.getOutput()).contains("1 project exists", "1 project has room");
            assertThat(harbor.log().lines()).anyMatch(line -> line.contains("q=name"));
            assertThat(harbor.log().withoutTokens().lines()).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void ofAThousandProjectsTheFiftyInQuestionAreAskedForAndNoListIsReadToItsEnd(QuarkusMainLauncher salvor)
            throws IOException {
        List<String> projects = fiftyProjects();
        String[] others = IntStream.range(0, 950).mapToObj(i -> "a" + i).toArray(String[]::new);
        HarborSetup setup = AtHarbor.with(others);
        projects.forEach(setup::project);
        try (HarborServer harbor = setup.start()) {
            // answers that take no time need not overlap
            harbor.delay(Duration.ofMillis(10));
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(result.getOutput()).contains("50 projects exist", "50 projects have room");
            assertThat(harbor.log().lines()).noneMatch(line -> line.matches(".*[?&]page=[2-9].*"));
            assertThat(harbor.mostAtOnce()).isGreaterThan(1);
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

    private LaunchResult check(QuarkusMainLauncher salvor, HarborServer harbor, String account, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check", harbor.uri().toString(), storage.toString()));
        arguments.addAll(List.of(more));
        return AtHarbor.launch(salvor, account, arguments.toArray(String[]::new));
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
