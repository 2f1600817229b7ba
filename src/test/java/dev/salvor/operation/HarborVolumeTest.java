// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.salvor.image.MediaType;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.select.ImageList;
import dev.salvor.select.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --same-storage} over the volume that a real Harbor 2.15 wrote. */
class HarborVolumeTest {
    /** Beside the repository; too large to be in it. */
    private static final Path HARBOR = Path.of(System.getenv().getOrDefault("SALVOR_SHARED", "../shared"), "harbor215");

    private static final String ACCEPT = String.join(
            ",",
            MediaType.OCI_IMAGE.value(),
            MediaType.OCI_INDEX.value(),
            MediaType.DOCKER_IMAGE.value(),
            MediaType.DOCKER_LIST.value());

    @TempDir
    Path volume;

    @Test
    void allThatARealHarborHadTagsForIsRegisteredAgain() throws IOException, InterruptedException {
        assumeThat(HARBOR).isDirectory();
        Process tar = new ProcessBuilder(
                        "tar", "-xJf", HARBOR.resolve("storage.tar.xz").toString(), "-C", volume.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        List<Named> truth = Files.readAllLines(HARBOR.resolve("tags.txt")).stream()
                .map(Named::parse)
                .toList();
        try (HarborServer harbor = HarborServer.builder()
                .storage(volume)
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("devops")
                .project("library")
                .project("proj00")
                .project("proj04")
                .project("team2")
                .start()) {
            ImageList images = ImageList.parse(
                    truth.stream().map(Named::byDigest).distinct().toList(), "tags.txt");
            SyncRun.Result result = SyncRun.of(volume, "http://" + harbor.host())
                    .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                    .with(new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.of(images)))
                    .inPlace()
                    .push();

            assertThat(result.outcomes().values()).containsOnly(new Outcome.Pushed());
            assertThat(harbor.log()
                            .where(entry -> entry.path().contains("/blobs/uploads"))
                            .lines())
                    .isEmpty();
            LabHttp http = harbor.as("robot$ci");
            assertThat(truth)
                    .isNotEmpty()
                    .allSatisfy(image -> assertThat(http.send("HEAD", image.path(), new byte[0], "Accept", ACCEPT)
                                    .statusCode())
                            .as(image.byDigest())
                            .isEqualTo(200));
        }
    }

    /** A line of tags.txt. */
    private record Named(String repository, String digest) {
        static Named parse(String line) {
            String[] fields = line.split(" ");
            return new Named(fields[0], fields[2]);
        }

        String byDigest() {
            return repository + "@" + digest;
        }

        String path() {
            return "/v2/" + repository + "/manifests/" + digest;
        }
    }
}
