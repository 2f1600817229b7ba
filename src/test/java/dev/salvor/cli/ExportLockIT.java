// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two exports to one place, as two processes: locks inside of one say nothing of that. The first is held while it writes. */
class ExportLockIT {
    private static final int IMAGES = 24;

    @TempDir
    Path storage;

    @TempDir
    Path work;

    private Path second;

    /** So much that it takes longer than to notice that it has begun. */
    @BeforeEach
    void write() throws IOException {
        second = Files.createDirectory(work.resolve("second"));
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p/app", "v" + i, List.of(TestContent.random(i, 8 << 20)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir", "oci"})
    void nobodyElseWritesToADirectory(String layout) {
        Path carried = work.resolve("carried");
        String[] options = {carried.toString(), "--layout", layout, "--link", "copy", "--jobs", "1"};
        requireOne(carried.resolve(".salvor-export.tmp"), options);
        assertWhole(carried);
    }

    @Test
    void nobodyElseWritesToATar() {
        Path tar = work.resolve("carried.tar");
        requireOne(work.resolve("carried.tar.part"), "--layout", "oci", "--archive", tar.toString());
        assertWhole(tar);
    }

    /** @param begun is there while the first one writes */
    private void requireOne(Path begun, String... options) {
        Program.Running first = export(options).start(work);
        Waiting.until("the first one writes", () -> Optional.of(begun).filter(Files::exists));
        first.signal("STOP");
        assertThat(first.process().isAlive()).as("it is held while it writes").isTrue();
        Program.Ended other = export(options).run(second);
        first.signal("CONT");
        assertThat(other.exitCode()).as(other.out()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("another salvor export writes");
        Program.Ended ended = first.end();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    private Program export(String... options) {
        List<String> all = new ArrayList<>(List.of("export", storage.toString()));
        all.addAll(List.of(options));
        return Program.salvor(all.toArray(String[]::new));
    }

    private void assertWhole(Path carried) {
        Program.Ended verified =
                Program.salvor("verify", carried.toString(), "--content").run(work);
        assertThat(verified.out()).contains(IMAGES + " images: " + IMAGES + " whole");
    }
}
