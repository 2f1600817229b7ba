// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborLog.Entry;
import dev.salvor.lab.harbor.HarborServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that has room for a few of many images, to an account that may see its quota and to one that may not. */
@QuarkusMainTest
class QuotaTest {
    private static final int IMAGES = 40;

    @TempDir
    Path storage;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(
                storage,
                images -> IntStream.range(0, IMAGES)
                        .forEach(i -> images.image(
                                "small/app" + i,
                                "v1",
                                List.of(TestContent.layer(2 * i, 3_000), TestContent.layer(2 * i + 1, 3_000)))));
    }

    @Test
    void whereTheRoomIsKnownWhatFitsIsSentAndNoRequestGoesOutForTheRest(QuarkusMainLauncher salvor) throws IOException {
        try (HarborServer harbor = AtHarbor.with("team")
                .project("small", project -> project.quota(80_000))
                .start()) {
            LaunchResult result = sync(salvor, harbor, AtHarbor.ROBOT);

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(result.getOutput()).contains("the project's quota has no room for it");
            assertThat(arrived(harbor)).isPositive();
            assertThat(result.getOutput()).containsPattern("pushed +" + arrived(harbor));
            assertThat(harbor.log().where(Entry::isMutating).lines()).noneMatch(line -> line.contains(" 403"));
            assertThat(harbor.log()
                            .where(entry -> entry.isMutating() && entry.path().contains("/manifests/"))
                            .lines())
                    .hasSize((int) arrived(harbor));
        }
    }

    @Test
    void whereTheRoomIsNotKnownSomeArriveAndAreWhole(QuarkusMainLauncher salvor) throws IOException {
        String robot = "robot$small+pusher";
        try (HarborServer harbor = HarborServer.builder()
                .robot(robot, AtHarbor.SECRET, its -> its.project("small", "repository:pull", "repository:push"))
                .project("small", project -> project.quota(80_000))
                .start()) {
            LaunchResult result = sync(salvor, harbor, robot);

            assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
            assertThat(arrived(harbor)).isPositive();
            assertThat(result.getOutput()).containsPattern("pushed +" + arrived(harbor));
        }
    }

    private static long arrived(HarborServer harbor) {
        return IntStream.range(0, IMAGES)
                .filter(i -> !harbor.tags("small/app" + i).isEmpty())
                .count();
    }

    private LaunchResult sync(QuarkusMainLauncher salvor, HarborServer harbor, String account) throws IOException {
        return AtHarbor.launch(
                salvor, account, "sync", storage.toString(), harbor.uri().toString());
    }
}
