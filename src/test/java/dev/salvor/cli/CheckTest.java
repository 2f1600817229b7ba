// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Trees;
import dev.salvor.lab.harbor.HarborServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} finds. */
@QuarkusMainTest
class CheckTest {
    @TempDir
    Path storage;

    @TempDir
    Path other;

    @Test
    void oneListHasAllThatIsWrong(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            for (String repository :
                    List.of("team/app", "gone/app", "lost/app", "cache/app", "small/app", "alpine", "a__b/app")) {
                images.image(repository, "v1", List.of(TestContent.layer(1, 3_000)));
            }
        });
        try (HarborServer harbor = AtHarbor.with("team")
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
            AtHarbor.assertNothingWasChanged(harbor);
        }
    }

    @Test
    void theMissingProjectsComeWithWhatCreatesThem(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("gone/app", "v1", List.of(TestContent.layer(1, 3_000))));
        try (HarborServer harbor = AtHarbor.with().start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput())
                    .contains("salvor sync with the same options and --create-projects")
                    .contains("for p in gone; do curl -f -u USER ", harbor.uri() + "/api/v2.0/projects");
        }
    }

    @Test
    void aQuotaThatIsTooSmallForAllCountsWhatIsThereAlready(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("small/app", "v1", List.of(TestContent.layer(1, 30_000)));
            images.image("small/app", "v2", List.of(TestContent.layer(1, 30_000), TestContent.layer(2, 3_000)));
        });
        try (HarborServer harbor = AtHarbor.with()
                .project("small", project -> project.quota(50_000))
                .start()) {
            assertThat(AtHarbor.launch(
                                    salvor,
                                    "admin",
                                    "sync",
                                    storage.toString(),
                                    harbor.uri().toString(),
                                    "--include",
                                    "**:v1")
                            .exitCode())
                    .isZero();
            harbor.clearLog();

            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(harbor.log().withoutTokens().lines())
                    .contains("GET /v2/small/app/tags/list")
                    .hasSize(6);
            AtHarbor.assertNothingWasChanged(harbor);
        }
    }

    @Test
    void withoutAStorageThePrefixSaysWhichProjectIsMeant(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult whole =
                    AtHarbor.launch(salvor, "admin", "check", harbor.uri().toString());
            assertThat(whole.exitCode()).as(whole.getErrorOutput()).isZero();
            assertThat(whole.getOutput()).contains("is Harbor v2.15.2", "the login is right", "Nothing is wrong");

            LaunchResult gone = AtHarbor.launch(salvor, "admin", "check", harbor.uri() + "/gone");
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

    @ParameterizedTest
    @ValueSource(strings = {"auto", "basic"})
    void whereNobodyAsksForALoginItIsNotCalledRight(String auth, QuarkusMainLauncher salvor) throws IOException {
        try (RegistryProcess registry =
                RegistryProcess.over(other.resolve("target")).start()) {
            LaunchResult result = AtHarbor.launch(salvor, "somebody", "check", registry.host(), "--auth", auth);
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(result.getOutput())
                    .contains("asks for no login", "somebody")
                    .doesNotContain("the login is right");
        }
    }

    @Test
    void aWrongPasswordEndsWith3(QuarkusMainLauncher salvor) throws IOException {
        Path password = Files.writeString(other.resolve("wrong"), "wrong-secret\n");
        try (HarborServer harbor = AtHarbor.with("team").start()) {
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
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(TestContent.layer(1, 3_000)));
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).isZero();
            assertThat(result.getOutput()).contains("warn  images", "1 image damaged", "team/app:v1");
        }
    }

    @Test
    void repositoriesThatHaveRevisionsButNoTagAreWrongUnlessThatIsKnown(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("team/app", "v1", List.of(TestContent.layer(1, 3_000)));
            images.image("team/bare", "v1", List.of(TestContent.layer(1, 3_000)));
        });
        Trees.delete(storage.resolve("docker/registry/v2/repositories/team/bare/_manifests/tags"));
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).as("as of sync").isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput()).contains("FAIL  storage", "no tag", "team/bare", "1 thing to put right");
            assertThat(check(salvor, harbor, "admin", "--ignore-untagged").exitCode())
                    .isZero();
        }
    }

    @Test
    void whatCannotBeReadIsNamedAndMayHideImages(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> images.image("team/app", "v1", List.of(TestContent.layer(1, 3_000))));
        Path loop = storage.resolve("docker/registry/v2/repositories/team/loop");
        Files.createSymbolicLink(loop, loop);
        try (HarborServer harbor = AtHarbor.with("team").start()) {
            LaunchResult result = check(salvor, harbor, "admin");
            assertThat(result.exitCode()).isZero();
            assertThat(result.getOutput()).contains("warn  storage", "1 problem in the storage", "team/loop");
        }
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
