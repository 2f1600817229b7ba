// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.output.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is said when a storage is opened. */
class SourceOptionsTest {
    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    private Path dump;

    /** Of a dump without the table of what was deleted. */
    @BeforeEach
    void write() throws IOException {
        StorageFixtures.write(root, images -> images.image("p/app", "1", List.of(TestContent.layer(1, 100))));
        dump = Files.writeString(
                elsewhere.resolve("harbor.sql"),
                "-- PostgreSQL database dump\nCOPY public.artifact (id, repository_name, digest) FROM stdin;\n1\tp/app\t"
                        + StorageWalk.tags(root).get("p/app:1")
                        + "\n\\.\nCOPY public.tag (artifact_id, name) FROM stdin;\n1\t1\n\\.\n-- PostgreSQL database dump complete\n");
    }

    private String said(String... options) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        SourceOptions source = new SourceOptions();
        new CommandLine(source).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        source.open(root, 1, new Output(stream, stream, false, false));
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void imagesThatMayHaveBeenDeletedAreNotTakenInWithoutAWord() {
        String warning = "--untagged may take in images that were DELETED in Harbor";
        assertThat(said("--tags-from", dump.toString(), "--untagged")).contains("warning: " + dump, warning);
        assertThat(said("--tags-from", dump.toString())).doesNotContain(warning);
        assertThat(said("--tags-from", dump.toString(), "--untagged", "--with-deleted"))
                .doesNotContain(warning);
        assertThat(said("--untagged")).isEmpty();
    }
}
