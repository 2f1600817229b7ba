// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborLog.Entry;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.Role;
import dev.salvor.lab.harbor.ServerFault;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --create-projects} at a Harbor. */
@QuarkusMainTest
class CreateProjectsTest {
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
    void missingProjectsAreCreatedPrivateAndTheirImagesArriveByANewToken(QuarkusMainLauncher salvor)
            throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT, "--create-projects");

            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(harbor.projects()).containsExactly("gone", "lost", "team");
            assertThat(harbor.isPublic("gone")).isFalse();
            assertThat(harbor.tags("gone/app"))
                    .hasSize(2)
                    .containsEntry("v1", StorageWalk.tags(storage).get("gone/app:v1"));
            List<Entry> entries = harbor.log().entries();
            int created = lastIndex(entries, "POST /api/v2.0/projects");
            assertThat(entries.subList(created, entries.size()))
                    .as("an old token is not even tried")
                    .noneMatch(entry -> entry.status() == 401)
                    .anyMatch(Entry::isToken);
        }
    }

    @Test
    void publicProjectsArePublic(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            assertThat(sync(salvor, harbor, "admin", "--create-projects", "--public-projects")
                            .exitCode())
                    .isZero();
            assertThat(harbor.isPublic("gone")).isTrue();
            assertThat(harbor.isPublic("team")).isFalse();
        }
    }

    @Test
    void aProjectThatSomebodyElseCreatesMeanwhileIsFine(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team", "lost").start()) {
            AtomicBoolean first = new AtomicBoolean(true);
            harbor.fault(asked -> {
                if (isCreation(asked) && first.getAndSet(false)) {
                    create(harbor, "gone");
                }
                return Optional.empty();
            });
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT, "--create-projects");

            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(harbor.log().where(entry -> entry.status() == 409).lines())
                    .containsExactly("POST /api/v2.0/projects");
            assertThat(harbor.tags("gone/app")).hasSize(2);
        }
    }

    @Test
    void aCreationIsTriedAgainWhenTheAnswerIsLostOrTemporary(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            harbor.fault(asked -> {
                if (!isCreation(asked)) {
                    return Optional.empty();
                }
                harbor.fault(ServerFault.NONE);
                create(harbor, "gone");
                harbor.fault(ServerFault.first(2, "POST", "/api/v2.0/projects", HttpAnswer.of(429)));
                return Optional.of(HttpAnswer.text(504, "text/html", "<html>made, but nobody is told</html>"));
            });
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT, "--create-projects");

            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(harbor.tags("gone/app")).hasSize(2);
            assertThat(harbor.tags("lost/app")).hasSize(1);
        }
    }

    @Test
    void whenNobodySaysWhetherAProjectWasCreatedPushingIsTried(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team", "lost").start()) {
            harbor.fault(ServerFault.always(
                    "POST", "/api/v2.0/projects", HttpAnswer.text(503, "text/html", "<html>503</html>")));
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT, "--create-projects");

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getErrorOutput())
                    .contains("did not answer whether it created them; pushing is tried: gone (503)");
            assertThat(harbor.log().lines()).anyMatch(line -> line.contains(" /v2/gone/app/blobs/"));
        }
    }

    @Test
    void whoMayNotCreateProjectsIsToldWhoMayAndTheRestGoesOn(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = HarborServer.builder()
                .user("dev", "secret")
                .project("team", project -> project.member("dev", Role.DEVELOPER))
                .start()) {
            harbor.onlyAdminsCreateProjects(true);
            LaunchResult result = sync(salvor, harbor, "dev", "--create-projects");

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getErrorOutput())
                    .contains("gone (403 FORBIDDEN Only system admin can create project)")
                    .contains("Administrators may create projects, and system robots");
            assertThat(harbor.tags("team/app")).hasSize(1);
        }
    }

    @Test
    void aRobotThatMayCreateAProjectButNotPushThereIsToldSo(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = HarborServer.builder()
                .robot(
                        "robot$narrow",
                        "secret",
                        robot -> robot.system("project:create").project("team", "repository:push"))
                .project("team")
                .start()) {
            LaunchResult result = sync(salvor, harbor, "robot$narrow", "--create-projects");

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getErrorOutput()).contains("may not push to these projects: gone, lost");
            assertThat(harbor.tags("team/app")).hasSize(1);
            assertThat(harbor.log().where(Entry::isMutating).lines()).noneMatch(line -> line.contains("/v2/gone/"));
        }
    }

    @Test
    void publicProjectsWithoutCreatingAnyIsAMistake(QuarkusMainLauncher salvor) {
        LaunchResult result = salvor.launch("sync", storage.toString(), "127.0.0.1:1", "--public-projects");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.getErrorOutput()).contains("--create-projects").doesNotContain("\tat ");
    }

    private static boolean isCreation(ServerFault.Asked asked) {
        return asked.method().equals("POST") && asked.path().endsWith("/projects");
    }

    private static void create(HarborServer harbor, String project) {
        harbor.as("admin")
                .send(
                        "POST",
                        "/api/v2.0/projects",
                        ("{\"project_name\":\"" + project + "\"}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }

    private LaunchResult sync(QuarkusMainLauncher salvor, HarborServer harbor, String account, String... options)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("sync", storage.toString(), harbor.uri().toString()));
        arguments.addAll(List.of(options));
        return AtHarbor.launch(salvor, account, arguments.toArray(String[]::new));
    }

    private static int lastIndex(List<Entry> entries, String line) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if ((entries.get(i).method() + " " + entries.get(i).path()).equals(line)) {
                return i;
            }
        }
        throw new AssertionError("no " + line);
    }
}
