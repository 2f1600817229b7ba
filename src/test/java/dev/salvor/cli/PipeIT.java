// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one salvor exports to a pipe, another one reads from it, as through ssh. */
class PipeIT {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path printed;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(TestContent.random(1, 6 << 20), TestContent.layer(2, 2000)));
            images.index("p/multi", "1", images.ociImage("p/multi", null, List.of(TestContent.layer(2, 2000))));
        });
    }

    @Test
    void syncPushesWhatExportWrites() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Program.Ended ended = piped("sync - " + registry.host());
            assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
        assertThat(StorageWalk.tags(target)).isEqualTo(StorageWalk.tags(storage));
    }

    @Test
    void verifyReadsEachByteOfIt() {
        Program.Ended ended = piped(" --compress zstd", "verify - --content");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("2 images: 2 whole");
    }

    @Test
    void whatReadsBlobsMoreThanOnceAsksForAPlaceToKeepThem() {
        Program.Ended refused = piped("export - " + printed.resolve("carried"));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("'-' is a pipe", "--tmp DIR");
        Program.Ended kept = piped("export - " + printed.resolve("carried") + " --tmp " + printed);
        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(printed.resolve("carried/p/app:1/manifest.json")).isRegularFile();
    }

    private Program.Ended piped(String second) {
        return piped("", second);
    }

    private Program.Ended piped(String packing, String second) {
        String line = "\"$@\" export \"$STORAGE\" --layout oci --archive -" + packing + " | \"$@\" " + second;
        return Program.startedBy(List.of("bash", "-c", line, "bash"))
                .andThen(Program.salvor())
                .environment("STORAGE", storage.toString())
                .run(printed);
    }
}
