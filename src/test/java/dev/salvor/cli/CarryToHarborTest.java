// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export --for} a Harbor with a login, below a project. */
@QuarkusMainTest
class CarryToHarborTest {
    @TempDir
    Path directory;

    private final HarborServer harbor = AtHarbor.with("rescue")
            .robot("robot$nobody", "other", robot -> robot)
            .start();

    private String storage;
    private String carried;

    @BeforeEach
    void write() {
        Path root = directory.resolve("storage");
        StorageFixtures.write(root, images -> {
            images.image("devops/app", "1", List.of(TestContent.layer(1, 300)));
            images.image("solo", "1", List.of(TestContent.layer(2, 300)));
        });
        storage = root.toString();
        carried = directory.resolve("carried").toString();
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void whatItHasIsNotCarriedThereAndNothingIsSent(QuarkusMainLauncher salvor) throws IOException {
        String below = harbor.uri() + "/rescue";
        launch(salvor, "sync", storage, below, "--map", "^devops/=team/", "--include", "devops/**");
        harbor.clearLog();

        launch(salvor, "export", storage, carried, "--map", "^devops/=team/", "--for", below);

        AtHarbor.assertNothingWasChanged(harbor);
        assertThat(harbor.log().where(HarborLog.Entry::isManifest).lines()).isEmpty();
        assertThat(Path.of(carried, "rescue/solo:1")).isDirectory();
        assertThat(Path.of(carried, "rescue/team")).doesNotExist();
        launch(salvor, "sync", carried, harbor.uri().toString());
        assertThat(launch(
                                salvor,
                                "plan",
                                storage,
                                below,
                                "--map",
                                "^devops/=team/",
                                "--compare",
                                "digest",
                                "-o",
                                "json")
                        .getOutput())
                .contains("\"there\" : 2");
    }

    @Test
    void aLoginThatIsRefusedEndsItBeforeAnyImageIsWritten(QuarkusMainLauncher salvor) throws IOException {
        LaunchResult result = AtHarbor.launch(
                salvor,
                "robot$nobody",
                "export",
                storage,
                carried,
                "--for",
                harbor.uri().toString());

        assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(ExitCode.REGISTRY);
        assertThat(Path.of(carried)).isDirectoryNotContaining("glob:**/[a-z]*");
    }

    private static LaunchResult launch(QuarkusMainLauncher salvor, String... line) throws IOException {
        LaunchResult result = AtHarbor.launch(salvor, AtHarbor.ROBOT, line);
        assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
        return result;
    }
}
