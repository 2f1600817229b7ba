// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An empty or wrong mount is told before anything about the registry, whatever state that is in. */
class EmptyStorageTest {
    @TempDir
    Path storage;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync STORAGE 127.0.0.1:1",
                "sync STORAGE 127.0.0.1:1 --dry-run",
                "plan STORAGE 127.0.0.1:1",
                "check 127.0.0.1:1 STORAGE",
                "scan STORAGE",
                "verify STORAGE",
                "sync STORAGE nosuch.invalid --username ci --password-file /no/such",
                "plan STORAGE nosuch.invalid --authfile /no/such",
                "check nosuch.invalid STORAGE --ca-file /no/such",
            })
    void nobodyIsAskedAndNoLoginIsNeeded(String typed) throws IOException {
        Files.createDirectories(storage.resolve("docker/registry/v2/repositories/p/app/_layers"));
        Files.createDirectories(storage.resolve("docker/registry/v2/blobs/sha256"));

        PlainProgram.Ended ended = PlainProgram.run(
                Map.of(), typed.replace("STORAGE", storage.toString()).split(" "));

        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("the storage " + storage, "has no repository with a pushed image")
                .doesNotContain("/no/such", "nosuch");
    }
}
