// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.output.Output;
import dev.salvor.select.FirstImages;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The options that say what goes first. */
class FirstOptionsTest {
    private static final Output OUTPUT =
            CommandLine.populateCommand(new OutputOptions()).output();

    @TempDir
    Path root;

    private ImageSource storage;

    @BeforeEach
    void openStorage() throws IOException {
        Files.createDirectories(root.resolve("docker/registry/v2/repositories"));
        Files.createDirectories(root.resolve("docker/registry/v2/blobs"));
        storage = Storage.open(root);
    }

    @Test
    void nothingIsFirstUnlessAListSaysWhat() {
        assertThat(options().images(storage, lists(), OUTPUT)).isEmpty();
        assertThatThrownBy(() -> options("--only-first").images(storage, lists(), OUTPUT))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("--only-first without --first");
    }

    @Test
    void aListFromStdinIsToldWithTheOthers() {
        assertThat(options("--first", "-").stdinOption()).contains("--first -");
        assertThat(options("--first", "pods.json").stdinOption()).isEmpty();
    }

    /** While a tag is rolled out, both of its images run. */
    @Test
    void bothImagesOfOneTagAreTakenByTheirDigests() throws IOException {
        Path list = Files.writeString(
                root.resolve("list.csv"),
                "p/app,1,sha256:" + "a".repeat(64) + "\np/app,1,sha256:" + "b".repeat(64) + "\n");
        FirstImages first = options("--first", list.toString())
                .images(storage, lists(), OUTPUT)
                .orElseThrow();
        assertThat(first.wanted())
                .extracting(running -> running.name().toString())
                .containsExactly("p/app@sha256:" + "a".repeat(64), "p/app@sha256:" + "b".repeat(64));
    }

    @Test
    void aListOfAnyKindIsTaken() throws IOException {
        Path list = Files.writeString(root.resolve("list.csv"), "p/app,1,sha256:" + "a".repeat(64) + "\n");
        assertThat(options("--first", list.toString()).images(storage, lists(), OUTPUT))
                .isPresent();
    }

    private static SourceOptions lists() {
        SourceOptions lists = new SourceOptions();
        new CommandLine(lists).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
        return lists;
    }

    private static FirstOptions options(String... typed) {
        return CommandLine.populateCommand(new FirstOptions(), typed);
    }
}
