// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.source.layout.Scratch;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where what is compressed is unpacked to. */
public final class ScratchOption {
    @Option(
            names = "--tmp",
            paramLabel = "DIR",
            description =
                    "Unpack STORAGE into DIR where it is a tar that is compressed (gzip, xz, zstd), or keep it there where it comes"
                            + " through a pipe. What is made there is removed at the end.")
    private Path directory;

    Scratch scratch(Output output) {
        return new Scratch(
                Optional.ofNullable(directory),
                "Give --tmp DIR with room for all of it: it is unpacked there, and removed at the end. Or write it to a file,"
                        + " unpacked, and give that.",
                output::tell);
    }
}
