// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed wrong, or is wrong with what was named: a clear error, its exit code, nothing lost and no stack trace. */
@QuarkusMainTest
class BadInputTest {
    @TempDir
    Path storage;

    @TempDir
    Path other;

    private LaunchResult result;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> images.image("p/app", "v1", List.of(TestContent.layer(1, 3_000))));
    }

    @Test
    void noSuchDirectory(QuarkusMainLauncher salvor) {
        result = salvor.launch("plan", other.resolve("nowhere").toString(), "http://127.0.0.1:1");
        assertEnds(ExitCode.USAGE, other.resolve("nowhere").toString());
    }

    @Test
    void aDirectoryThatIsNoStorage(QuarkusMainLauncher salvor) throws IOException {
        Files.createDirectory(other.resolve("lost+found"));
        result = salvor.launch("plan", other.toString(), "http://127.0.0.1:1");
        assertEnds(ExitCode.USAGE, other.toString());
    }

    @Test
    void aStorageWithoutRepositories(QuarkusMainLauncher salvor) throws IOException {
        Files.createDirectories(other.resolve("docker/registry/v2/repositories"));
        Files.createDirectories(other.resolve("docker/registry/v2/blobs"));
        try (RegistryProcess registry =
                RegistryProcess.over(other.resolve("target")).start()) {
            result = salvor.launch("sync", other.toString(), registry.host());
        }
        assertEnds(ExitCode.USAGE, "no repository");
    }

    @Test
    void aSubdirectoryThatCannotBeReadIsReportedAndTheRestGoesOn(QuarkusMainLauncher salvor) throws IOException {
        Path loop = storage.resolve("docker/registry/v2/repositories/p/loop");
        Files.createSymbolicLink(loop, loop);
        try (RegistryProcess registry = RegistryProcess.over(other).start()) {
            result = salvor.launch("sync", storage.toString(), registry.host());
            assertThat(result.exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
            assertThat(result.getOutput()).contains("1 problem in the storage", loop.toString());
            assertThat(RegistryWalk.tags(registry.uri())).hasSize(1);
        }
    }

    @Test
    void aWebSiteIsNotARegistry(QuarkusMainLauncher salvor) {
        try (Front front = Front.of(
                URI.create("http://127.0.0.1:1"),
                (_, _) -> Optional.of(new Front.Reply(200, "<html></html>").html()))) {
            result = salvor.launch("sync", storage.toString(), "http://" + front.host());
            assertEnds(ExitCode.REGISTRY, front.host() + " is not a registry");
        }
    }

    @Test
    void nobodyListens(QuarkusMainLauncher salvor) {
        result = salvor.launch("sync", storage.toString(), "127.0.0.1:1");
        assertEnds(ExitCode.REGISTRY, "127.0.0.1:1");
    }

    @Test
    void aWrongPassword(QuarkusMainLauncher salvor) throws IOException {
        Path password = Files.writeString(other.resolve("password"), "wrong-secret\n");
        try (RegistryProcess registry = RegistryProcess.over(other.resolve("target"))
                .basicAuth("ci", "right-secret")
                .start()) {
            result = salvor.launch(
                    "sync",
                    storage.toString(),
                    registry.host(),
                    "--username",
                    "ci",
                    "--password-file",
                    password.toString());
            assertEnds(ExitCode.REGISTRY, registry.host() + " refuses the login");
            assertThat(result.getErrorOutput()).doesNotContain("wrong-secret");
        }
    }

    @Test
    void swappedArguments(QuarkusMainLauncher salvor) {
        result = salvor.launch("plan", "127.0.0.1:1", storage.toString());
        assertEnds(ExitCode.USAGE, "they look swapped");
        result = salvor.launch("check", storage.toString(), "127.0.0.1:1");
        assertEnds(ExitCode.USAGE, "they look swapped");
    }

    @Test
    void noImageAtAllInAList(QuarkusMainLauncher salvor) throws IOException {
        Path images = Files.writeString(other.resolve("images"), "\n# none\n");
        result = salvor.launch("sync", storage.toString(), "127.0.0.1:1", "--images", images.toString());
        assertEnds(ExitCode.USAGE, images + " names no image");
    }

    @Test
    void aLineOfImagesThatIsNotInTheStorage(QuarkusMainLauncher salvor) throws IOException {
        Path images = Files.writeString(other.resolve("images"), "p/app:v1\np/app:nosuch\n");
        try (RegistryProcess registry =
                RegistryProcess.over(other.resolve("target")).start()) {
            result = salvor.launch("sync", storage.toString(), registry.host(), "--images", images.toString());
            assertThat(result.exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
            assertThat(result.getOutput()).contains("1 image not in the storage", "p/app:nosuch");
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("p/app:v1");
        }
    }

    @Test
    void aLineOfImagesThatIsNoImage(QuarkusMainLauncher salvor) throws IOException {
        Path images = Files.writeString(other.resolve("images"), "p/app:v1\np/app\n");
        try (RegistryProcess registry =
                RegistryProcess.over(other.resolve("target")).start()) {
            result = salvor.launch("sync", storage.toString(), registry.host(), "--images", images.toString());
            assertEnds(ExitCode.USAGE, "line 2 of " + images + " is 'p/app'");
            assertThat(registry.accessLog().mutating()).isEmpty();
        }
    }

    private void assertEnds(int exitCode, String words) {
        assertThat(result.exitCode()).as(result.getErrorOutput()).isEqualTo(exitCode);
        assertThat(result.getErrorOutput()).contains(words).doesNotContain("\tat ");
        assertThat(result.getOutput()).isEmpty();
    }
}
