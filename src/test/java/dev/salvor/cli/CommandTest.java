// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command, as a user calls it: what it prints and how it ends. */
@QuarkusMainTest
class CommandTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("devops/bmcx", "1.1.0", List.of(TestContent.layer(1, 3_000)));
            images.image(
                    "devops/bmcx", "1.2.0-SNAPSHOT", List.of(TestContent.layer(1, 3_000), TestContent.layer(2, 3_000)));
            images.ociImage("other/app", "v1", List.of(TestContent.layer(1, 3_000)));
        });
    }

    @Test
    void syncPushesWhatIsMissingAndASecondOneHasNothingToDo(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult first = salvor.launch("sync", storage.toString(), registry.host());
            assertThat(first.exitCode()).as(first.getErrorOutput()).isZero();
            assertThat(first.getOutput()).containsPattern("pushed +3").containsPattern("mounted +2");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
            given().baseUri(registry.uri().toString())
                    .get("/v2/devops/bmcx/tags/list")
                    .then()
                    .statusCode(200)
                    .body("tags", containsInAnyOrder("1.1.0", "1.2.0-SNAPSHOT"));

            LaunchResult second = salvor.launch("sync", storage.toString(), registry.host());
            assertThat(second.exitCode()).isZero();
            assertThat(second.getOutput())
                    .contains("Nothing to do")
                    .contains("3 there by name, content not compared: --compare digest");
        }
    }

    @Test
    void anOptionWhoseValueIsLeftOutDoesNotSwallowTheStorage(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult result =
                    salvor.launch("sync", "--verify-push", storage.toString(), "--tls-verify", registry.host());
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void planAndDryRunSendNothingThatChangesTheRegistry(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult plan = salvor.launch("plan", storage.toString(), registry.host(), "--exit-code");
            assertThat(plan.exitCode()).isEqualTo(ExitCode.WORK_FOUND);
            assertThat(plan.getOutput()).contains("devops/bmcx:1.1.0").containsPattern("to push +3");

            LaunchResult dry = salvor.launch(
                    "sync",
                    storage.toString(),
                    registry.host(),
                    "--dry-run",
                    "--exclude",
                    "**:*-SNAPSHOT",
                    "-o",
                    "json");
            assertThat(dry.exitCode()).isZero();
            assertThat(dry.getOutput()).contains("\"image\" : \"other/app:v1\"").doesNotContain("SNAPSHOT");
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    @Test
    void aPrefixGoesInFrontOfEveryRepositoryAndTagsTakesItOffAgain(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            String rescue = "http://" + registry.host() + "/rescue/old";
            assertThat(salvor.launch("sync", storage.toString(), rescue).exitCode())
                    .isZero();
            assertThat(RegistryWalk.tags(registry.uri())).containsKey("rescue/old/other/app:v1");
            assertThat(salvor.launch("tags", rescue).getOutputStream())
                    .containsExactly("devops/bmcx:1.1.0", "devops/bmcx:1.2.0-SNAPSHOT", "other/app:v1");
        }
    }

    @Test
    void tagsOfAnEmptyRegistrySaysSoOnStderr(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            String typed = "http://" + registry.host();
            LaunchResult result = salvor.launch("tags", typed);
            assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(result.getOutput()).isEmpty();
            assertThat(result.getErrorOutput()).contains(typed + " lists no repository");
        }
    }

    @Test
    void repositoriesAreRenamedAndTheReportSaysHow(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("alone", "v1", List.of(TestContent.layer(1, 3_000))));
        Path report = target.resolve("report.jsonl");
        String[] naming = {"--map", "^devops/=ops/", "--project", "library", "--dest-prefix", "rescue/"};
        try (RegistryProcess registry =
                RegistryProcess.over(target.resolve("registry")).start()) {
            List<String> command = new ArrayList<>(
                    List.of("sync", storage.toString(), registry.host(), "--report", report.toString()));
            command.addAll(List.of(naming));
            LaunchResult result = salvor.launch(command.toArray(String[]::new));
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .containsOnlyKeys(
                            "rescue/library/alone:v1",
                            "rescue/ops/bmcx:1.1.0",
                            "rescue/ops/bmcx:1.2.0-SNAPSHOT",
                            "rescue/other/app:v1");
            assertThat(Files.readString(report))
                    .contains("\"repository\":\"alone\"", "\"target\":\"rescue/library/alone\"");
        }
    }

    @Test
    void repositoriesThatWouldGetOneNameEndWith4AndBothAreNamed(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult result =
                    salvor.launch("sync", storage.toString(), registry.host(), "--map", "^(devops|other)/.*=x/one");
            assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains("3 images refused: repositories would get the same name on the target")
                    .contains("other/app:v1  x/one from devops/bmcx, other/app");
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    @Test
    void shardsTogetherPushAllAndOneWithoutRepositoriesIsNoError(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult none = salvor.launch("sync", storage.toString(), registry.host(), "--shard", "2/4");
            assertThat(none.exitCode()).as(none.getErrorOutput()).isZero();
            assertThat(none.getOutput())
                    .contains("Shard 2/4: 0 of 2 repositories", "Nothing to do: no repository falls to shard 2/4.");

            LaunchResult one = salvor.launch("sync", storage.toString(), registry.host(), "--shard", "1/4");
            assertThat(one.exitCode()).as(one.getErrorOutput()).isZero();
            assertThat(one.getOutput())
                    .contains("Shard 1/4: 1 of 2 repositories")
                    .containsPattern("pushed +2");

            LaunchResult other = salvor.launch("sync", storage.toString(), registry.host(), "--shard", "0/4");
            assertThat(other.exitCode()).as(other.getErrorOutput()).isZero();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void damageEndsWith5AndNamesTheImageAndThePart(QuarkusMainLauncher salvor) throws IOException {
        String digest = StorageWalk.tags(storage).get("other/app:v1").substring("sha256:".length());
        Files.delete(
                storage.resolve("docker/registry/v2/blobs/sha256/" + digest.substring(0, 2) + "/" + digest + "/data"));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult result = salvor.launch("sync", storage.toString(), registry.host());
            assertThat(result.exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
            assertThat(result.getOutput()).contains("1 image damaged", "other/app:v1", digest);
            assertThat(RegistryWalk.tags(registry.uri())).hasSize(2);
        }
    }

    @Test
    void repositoriesWithoutTagsEndWith4UnlessTheyAreKnown(QuarkusMainLauncher salvor) {
        StorageFixtures.write(
                storage, images -> images.image("harbor215/app", null, List.of(TestContent.layer(9, 3_000))));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            LaunchResult result = salvor.launch("sync", storage.toString(), registry.host());
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput()).contains("harbor215/app", "NOT saved", "--ignore-untagged");
            assertThat(salvor.launch("sync", storage.toString(), registry.host(), "--ignore-untagged")
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void conflictsEndWith6IfTheyAreToFail(QuarkusMainLauncher salvor) {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            new TestImages(registry.uri()).image("other/app", "v1", List.of(TestContent.layer(7, 3_000)));
            LaunchResult result = salvor.launch("sync", storage.toString(), registry.host(), "--on-conflict", "fail");
            assertThat(result.exitCode()).isEqualTo(ExitCode.CONFLICTS);
            assertThat(result.getOutput()).contains("1 image conflicts", "other/app:v1");
        }
    }

    @Test
    void harborIsCalledByItsVersion(QuarkusMainLauncher salvor) {
        String systemInfo = "{\"auth_mode\":\"db_auth\",\"harbor_version\":\"v2.15.2-0a1b2c3d\",\"read_only\":false}";
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = harbor(registry.uri(), systemInfo)) {
            LaunchResult result = salvor.launch("tags", "http://" + front.host());
            assertThat(result.getErrorOutput()).contains(front.host() + " is Harbor v2.15.2");
            assertThat(result.exitCode()).isZero();
        }
    }

    private static Front harbor(URI registry, String systemInfo) {
        return Front.of(registry, (_, path) -> switch (path.split("\\?")[0]) {
            case "/v2/" ->
                Optional.of(Front.Reply.error(401, "UNAUTHORIZED", "unauthorized: unauthorized")
                        .challenge("Bearer realm=\"{base}/service/token\",service=\"harbor-registry\""));
            case "/service/token" -> Optional.of(new Front.Reply(200, "{\"token\":\"t\",\"access_token\":\"\"}"));
            case "/api/v2.0/systeminfo" -> Optional.of(new Front.Reply(200, systemInfo));
            default -> Optional.empty();
        });
    }
}
