// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What salvor does in Harbor with the rights of an account, as a user sees it and as Harbor's access log does. */
@QuarkusMainTest
class HarborCommandTest {
    private static final String SYSTEM = "robot$ci";
    private static final String LISTER = "robot$team+lister";
    private static final String PUSHER = "robot$team+pusher";

    @TempDir
    Path directory;

    private final HarborServer harbor = HarborServer.builder()
            .robot(SYSTEM, "secret", RobotSetup::pusher)
            .robot(
                    LISTER,
                    "secret",
                    robot -> robot.project("team", "repository:pull", "repository:push", "repository:list"))
            .robot(PUSHER, "secret", robot -> robot.project("team", "repository:pull", "repository:push"))
            .project("team")
            .project("open", project -> project.publicly())
            .project("other")
            .start();

    @BeforeEach
    void writePassword() throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void tagsListsTheProjectsOfARobotThatMayNotReadTheCatalog(QuarkusMainLauncher salvor) {
        TestImages images = new TestImages(harbor.as(SYSTEM));
        List.of("team/app", "team/deep/er", "open/app", "other/app")
                .forEach(repository -> images.ociImage(repository, "1", List.of(TestContent.layer(1, 500))));

        LaunchResult result = salvor(salvor, LISTER, "tags", uri());

        assertThat(result.getOutputStream()).containsExactly("open/app:1", "team/app:1", "team/deep/er:1");
        assertThat(result.getErrorOutput()).contains("may not read the catalog (401)", "open, team and no others");
        assertThat(result.exitCode()).as("there may be others").isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(salvor(salvor, LISTER, "tags", uri() + "/team").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(salvor(salvor, SYSTEM, "tags", uri()).getOutputStream()).hasSize(4);
    }

    @Test
    void tagsSaysWhichProjectItCannotListAndStillListsWhatIsAsked(QuarkusMainLauncher salvor) {
        new TestImages(harbor.as(SYSTEM)).ociImage("open/app", "1", List.of(TestContent.layer(1, 500)));

        LaunchResult result = salvor(salvor, PUSHER, "tags", uri(), "-o", "json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(result.getErrorOutput()).contains("project team", "the right to list repositories");
        assertThat(result.getOutput()).contains("\"limits\" : \"this account may not read the catalog (401)");
        assertThat(result.getOutput()).contains("\"withheldProjects\" : [ \"team\" ]", "\"repository\" : \"open/app\"");
    }

    /** Such as a proxy that drops the query. */
    @Test
    @Timeout(60)
    void listsThatHaveNoEndAreLeftAlone(QuarkusMainLauncher salvor) {
        Path storage = storage(images -> {
            for (int tag = 0; tag < 5; tag++) {
                images.ociImage("team/app", "v" + tag, List.of(TestContent.layer(tag, 500)));
            }
        });
        assertThat(salvor(salvor, SYSTEM, "sync", storage.toString(), uri()).exitCode())
                .isZero();
        harbor.fault(ServerFault.always(
                        "GET", "/repositories?", HttpAnswer.text(200, "application/json", rows("name", "team/n")))
                .or(ServerFault.always(
                        "GET", "/artifacts?", HttpAnswer.text(200, "application/json", rows("digest", "sha256:")))));

        LaunchResult tags = salvor(salvor, LISTER, "tags", uri());
        LaunchResult plan =
                salvor(salvor, LISTER, "plan", storage.toString(), uri(), "--compare", "digest", "-o", "json");

        assertThat(tags.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(api("/repositories?")).as("two projects").hasSize(4);
        assertThat(plan.exitCode()).as(plan.getErrorOutput()).isZero();
        assertThat(plan.getOutput()).contains("\"there\" : 5");
        assertThat(api("/artifacts?")).hasSize(2);
    }

    @Test
    void verifyingByBytesSaysThatItCountsAsAPull(QuarkusMainLauncher salvor) {
        Path storage = storage(images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));

        LaunchResult plain = salvor(salvor, SYSTEM, "sync", storage.toString(), uri() + "/open");
        assertThat(plain.exitCode()).isZero();
        assertThat(harbor.log().entries()).last().asString().contains("PUT");
        LaunchResult head = salvor(salvor, SYSTEM, "sync", storage.toString(), uri() + "/other", "--verify-push");
        LaunchResult bytes = salvor(salvor, SYSTEM, "sync", storage.toString(), uri(), "--verify-push=bytes");

        assertThat(head.exitCode() + bytes.exitCode()).isZero();
        assertThat(head.getErrorOutput()).doesNotContain("pull");
        assertThat(harbor.pulls("other/team/app")).isZero();
        assertThat(bytes.getErrorOutput()).contains("counts as a pull");
        assertThat(harbor.pulls("team/app")).isEqualTo(1);
    }

    @Test
    void verboseTellsOfTheApiToo(QuarkusMainLauncher salvor) {
        LaunchResult result = salvor(salvor, LISTER, "tags", uri(), "-v");

        assertThat(result.getErrorOutput())
                .containsPattern("GET " + uri() + "/api/v2.0/systeminfo -> 200 \\(\\d+ ms\\)")
                .containsPattern("GET " + uri() + "/api/v2.0/projects\\?.*page=1.* -> 200");
    }

    @Test
    void tokensOnlyKeepsThePasswordFromTheApiToo(QuarkusMainLauncher salvor) {
        Path storage = storage(images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));

        LaunchResult result = salvor(salvor, SYSTEM, "sync", storage.toString(), uri(), "--auth", "token");

        assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
        assertThat(harbor.log().where(entry -> entry.path().startsWith("/api/")).entries())
                .isNotEmpty()
                .allMatch(entry -> entry.who().isEmpty());
    }

    /** A full page. */
    private static String rows(String key, String start) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "{\"" + key + "\":\"" + start + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private List<String> api(String part) {
        return harbor.log().where(entry -> entry.path().contains(part)).entries().stream()
                .map(HarborLog.Entry::path)
                .toList();
    }

    private String uri() {
        return harbor.uri().toString();
    }

    private Path storage(Consumer<TestImages> images) {
        Path storage = directory.resolve("storage");
        StorageFixtures.write(storage, images);
        return storage;
    }

    private LaunchResult salvor(QuarkusMainLauncher launcher, String account, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--username",
                account,
                "--password-file",
                directory.resolve("password").toString()));
        return launcher.launch(all.toArray(String[]::new));
    }
}
