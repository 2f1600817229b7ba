// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.cli.StorageCommands.Line;
import dev.salvor.lab.ReadOnlyView;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.TreeState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A volume that is mounted read-only is as good as any, to every command. */
class ReadOnlyMountTest {
    @TempDir
    Path storage;

    @TempDir
    Path elsewhere;

    @TempDir
    Path mountPoint;

    @TempDir
    Path target;

    /** The first of each command, and those that keep something. */
    private static List<Line> lines() {
        Set<String> met = new HashSet<>();
        return StorageCommands.all().stream()
                .filter(line -> met.add(line.command()) || line.has("--resume") || line.has("--report"))
                .toList();
    }

    @Test
    void everyCommandEndsThereAsElsewhere(TestReporter reporter) throws IOException {
        StorageCommands.write(storage, elsewhere);
        Map<String, String> before = TreeState.of(storage);
        ReadOnlyView view = ReadOnlyView.of(storage, mountPoint);
        reporter.publishEntry("read-only by", view.getClass().getSimpleName());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            List<String> told = run(view, registry.host());
            assertThat(told).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("read-only file system"));
            assertThat(told.stream()
                            .filter(line -> line.startsWith(PlainProgram.EXIT_CODE))
                            .toList())
                    .as(String.join("\n", told))
                    .isEqualTo(lines().stream()
                            .map(line -> PlainProgram.EXIT_CODE + line.exitCode())
                            .toList());
        } finally {
            view.close();
        }
        if (view instanceof ReadOnlyView.Mounted) {
            assertThat(TreeState.of(storage)).isEqualTo(before);
        } else {
            assertThat(TreeState.of(storage).keySet()).isEqualTo(before.keySet());
        }
    }

    /** What all of them told. */
    private List<String> run(ReadOnlyView view, String registry) {
        return PlainProcess.run(
                        elsewhere,
                        List.of(),
                        view::command,
                        lines().stream()
                                .map(line -> line.in(view.directory(), elsewhere, registry))
                                .toList())
                .err();
    }
}
