// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} makes of a list of images that comes by stdin, which only a process has. */
class CheckStdinIT {
    @TempDir
    Path storage;

    @TempDir
    Path scratch;

    /** A quota in doubt takes a second look at the storage, and stdin is at its end by then. */
    @Test
    void theListIsReadOnceAlsoIfAQuotaIsInDoubt() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("small/app", "v1", List.of(TestContent.layer(1, 30_000)));
            images.image("small/app", "v2", List.of(TestContent.layer(1, 30_000), TestContent.layer(2, 3_000)));
        });
        try (HarborServer harbor = AtHarbor.with()
                .project("small", project -> project.quota(50_000))
                .start()) {
            String uri = harbor.uri().toString();
            assertEndsWell(program("sync", storage.toString(), uri, "--include", "**:v1"));
            assertEndsWell(
                    program("check", uri, storage.toString(), "--images", "-").stdin("small/app:v1\nsmall/app:v2\n"));
            assertThat(harbor.log().lines()).contains("GET /v2/small/app/tags/list");
        }
    }

    private Program program(String... arguments) throws IOException {
        Path password = Files.writeString(scratch.resolve("password"), AtHarbor.SECRET + "\n");
        return Program.salvor(arguments).arguments("--username", "admin", "--password-file", password.toString());
    }

    private void assertEndsWell(Program program) {
        Program.Ended ended = program.run(scratch);
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    }
}
