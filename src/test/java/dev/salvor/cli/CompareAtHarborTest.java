// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.ServerFault;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --compare digest} at a Harbor, as a user sees it and as Harbor's access log does. */
@QuarkusMainTest
class CompareAtHarborTest {
    private static final String SYSTEM = AtHarbor.ROBOT;
    private static final String PUSHER = "robot$team+pusher";

    @TempDir
    Path directory;

    private final HarborServer harbor = AtHarbor.with("team")
            .robot(PUSHER, AtHarbor.SECRET, robot -> robot.project("team", "repository:pull", "repository:push"))
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void readsTheArtifactListAndAsksOnlyForWhatThatHides(QuarkusMainLauncher salvor) throws IOException {
        Path storage = storage(images -> {
            for (int tag = 0; tag < 101; tag++) {
                images.ociImage("team/deep/er", "v" + tag, List.of(TestContent.layer(tag, 500)));
            }
            TestImages.Pushed app = images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500)));
            images.tag(app, "latest");
            images.index("team/app", "multi", app);
            images.ociImage("team/app", "moved", List.of(TestContent.layer(2, 500)));
            images.artifact("team/app", "sbom", "application/spdx+json", app);
        });
        push(salvor, SYSTEM, storage);
        new TestImages(harbor.as(SYSTEM)).ociImage("team/app", "moved", List.of(TestContent.layer(3, 500)));
        harbor.clearLog();

        LaunchResult result = compare(salvor, SYSTEM, storage);

        assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
        assertThat(result.getOutput()).contains("\"conflicts\" : 1", "\"there\" : 105");
        assertThat(api("/artifacts?")).hasSize(3).allMatch(path -> path.contains("page_size=100"));
        assertThat(api("deep%252Fer/artifacts?")).hasSize(2);
        assertThat(harbor.log().where(HarborLog.Entry::isManifest).lines())
                .containsExactly("HEAD /v2/team/app/manifests/sbom");
        assertThat(api("/tags/list"))
                .as("only where something is not listed")
                .containsExactly("/v2/team/app/tags/list");
        assertThat(harbor.pulls("team/app") + harbor.pulls("team/deep/er")).isZero();
    }

    @Test
    void hasHeadsWhereTheArtifactListIsForbidden(QuarkusMainLauncher salvor) throws IOException {
        Path storage = storage(images -> {
            for (int i = 0; i < 20; i++) {
                images.ociImage("team/app" + i, "1", List.of(TestContent.layer(1, 500)));
            }
        });
        push(salvor, PUSHER, storage);
        harbor.clearLog();

        LaunchResult result = compare(salvor, PUSHER, storage);

        assertThat(result.getOutput()).contains("\"there\" : 20");
        assertThat(harbor.log().where(HarborLog.Entry::isManifest).entries())
                .hasSize(20)
                .allMatch(entry -> entry.method().equals("HEAD"));
        assertThat(api("/artifacts?")).as("the first no is enough").hasSize(1);
        assertThat(harbor.pulls("team/app0")).isZero();
    }

    @Test
    void ofARepositoryWithFarMoreArtifactsThanAreInQuestionOnePageIsRead(QuarkusMainLauncher salvor)
            throws IOException {
        Path storage = storage(images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));
        push(salvor, SYSTEM, storage);
        HttpAnswer first = HttpAnswer.text(200, "application/json", fullPage());
        harbor.fault(ServerFault.always("GET", "/artifacts?", first.with("X-Total-Count", "250")));
        harbor.clearLog();

        LaunchResult plan = compare(salvor, SYSTEM, storage);

        assertThat(plan.getOutput()).contains("\"there\" : 1");
        assertThat(api("/artifacts?")).hasSize(1);
        assertThat(harbor.log().where(HarborLog.Entry::isManifest).lines())
                .containsExactly("HEAD /v2/team/app/manifests/1");
    }

    @Test
    void aRepositoryWhoseArtifactsAreNotFoundSaysNothingOfTheOthers(QuarkusMainLauncher salvor) throws IOException {
        Path storage = storage(images -> {
            for (int i = 0; i < 3; i++) {
                images.ociImage("team/app" + i, "1", List.of(TestContent.layer(1, 500)));
            }
        });
        push(salvor, SYSTEM, storage);
        harbor.fault(
                ServerFault.first(1, "GET", "/artifacts?", HttpAnswer.error(404, "NOT_FOUND", "no such repository")));
        harbor.clearLog();

        compare(salvor, SYSTEM, storage);

        assertThat(api("/artifacts?")).hasSize(3);
        assertThat(harbor.log().where(HarborLog.Entry::isManifest).entries()).hasSize(1);
    }

    /** A full page of artifacts. */
    private static String fullPage() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "{\"digest\":\"sha256:" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private List<String> api(String part) {
        return harbor.log().where(entry -> entry.path().contains(part)).entries().stream()
                .map(HarborLog.Entry::path)
                .toList();
    }

    private Path storage(Consumer<TestImages> images) {
        Path storage = directory.resolve("storage");
        StorageFixtures.write(storage, images);
        return storage;
    }

    private void push(QuarkusMainLauncher salvor, String account, Path storage) throws IOException {
        LaunchResult result = AtHarbor.launch(
                salvor, account, "sync", storage.toString(), harbor.uri().toString());
        assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
    }

    private LaunchResult compare(QuarkusMainLauncher salvor, String account, Path storage) throws IOException {
        return AtHarbor.launch(
                salvor,
                account,
                "plan",
                storage.toString(),
                harbor.uri().toString(),
                "--compare",
                "digest",
                "-o",
                "json");
    }
}
