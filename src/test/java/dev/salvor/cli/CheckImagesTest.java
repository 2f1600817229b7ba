// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} makes of a list of images that comes by stdin: this JVM's own, so there is no test of the package. */
@QuarkusMainTest
class CheckImagesTest {
    private final InputStream before = System.in;

    @TempDir
    Path storage;

    @AfterEach
    void restore() {
        System.setIn(before);
    }

    /** A quota in doubt takes a second look at the storage, and stdin is at its end by then. */
    @Test
    void theListIsReadOnceAlsoIfAQuotaIsInDoubt(QuarkusMainLauncher salvor) throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("small/app", "v1", List.of(TestContent.layer(1, 30_000)));
            images.image("small/app", "v2", List.of(TestContent.layer(1, 30_000), TestContent.layer(2, 3_000)));
        });
        try (HarborServer harbor = AtHarbor.with()
                .project("small", project -> project.quota(50_000))
                .start()) {
            AtHarbor.launch(
                    salvor, "admin", "sync", storage.toString(), harbor.uri().toString(), "--include", "**:v1");
            System.setIn(new ByteArrayInputStream("small/app:v1\nsmall/app:v2\n".getBytes(StandardCharsets.UTF_8)));

            LaunchResult result = AtHarbor.launch(
                    salvor, "admin", "check", harbor.uri().toString(), storage.toString(), "--images", "-");
            assertThat(result.exitCode()).as(result.getErrorOutput()).isZero();
            assertThat(harbor.log().lines()).contains("GET /v2/small/app/tags/list");
        }
    }
}
