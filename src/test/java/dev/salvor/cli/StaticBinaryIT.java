// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file that needs no other. */
@NativeBinary
class StaticBinaryIT {
    @TempDir
    Path directory;

    @Test
    void needsNoLibrary() {
        Program.Ended ended = Program.startedBy(List.of("ldd", System.getProperty("salvor.binary")))
                .run(directory);
        assertThat(ended.out() + ended.err()).contains("not a dynamic executable");
    }

    @Test
    void printsItsVersionAndNothingElse() {
        Program.Ended ended = Program.salvor("--version").run(directory);
        assertThat(ended.out())
                .matches("salvor \\S+ \\(commit \\w+, built \\d{4}-\\d\\d-\\d\\d, Java 25\\.\\S+, native\\)\n");
        assertThat(ended.err()).isEmpty();
    }
}
