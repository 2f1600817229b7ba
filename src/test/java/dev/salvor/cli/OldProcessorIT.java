// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Certificates;
import dev.salvor.lab.DebianProgram;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker nodes are older than build machines. Westmere is of 2010, and the first that has AES instructions. */
@NativeBinary
class OldProcessorIT {
    @TempDir
    Path directory;

    private static Program onWestmere(String... arguments) {
        return Program.startedBy(
                List.of(DebianProgram.qemu().toString(), "-cpu", "Westmere", System.getProperty("salvor.binary")),
                arguments);
    }

    @Test
    void saysItsVersion() {
        Program.Ended ended = onWestmere("--version").run(directory);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("salvor ").endsWith(", native)\n");
    }

    /**
     * It demands AES of the processor, and so encrypts by it: without, a push over TLS costs 18 times the CPU (stack.md, "Flags decide
     * the crypto, not the compiler").
     */
    @Test
    void stopsOnAProcessorWithoutAes() {
        Program.Ended ended = Program.startedBy(
                        List.of(
                                DebianProgram.qemu().toString(),
                                "-cpu",
                                "Westmere,-aes",
                                System.getProperty("salvor.binary")),
                        "--version")
                .run(directory);
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.out() + ended.err()).contains("AES");
    }

    /** It has no SHA instructions, so that other code computes them (src/main/c). */
    @Test
    void computesDigests() {
        Path storage = directory.resolve("storage");
        StorageFixtures.write(storage, images -> images.image("a/b", "v1", List.of(TestContent.layer(1, 100_000))));
        Program.Ended ended =
                onWestmere("verify", storage.toString(), "--content").run(directory);
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    }

    @Test
    void pushesOverTls() {
        Path storage = directory.resolve("storage");
        StorageFixtures.write(storage, images -> images.image("a/b", "v1", List.of(TestContent.layer(1, 100_000))));
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        Path target = directory.resolve("target");
        try (RegistryProcess registry =
                RegistryProcess.over(target).tls(certificates).start()) {
            Program.Ended ended = onWestmere(
                            "sync",
                            storage.toString(),
                            registry.host(),
                            "--ca-file",
                            certificates.caPem().toString())
                    .run(directory);
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(RegistryWalk.tags(target)).isEqualTo(StorageWalk.tags(storage));
        }
    }
}
