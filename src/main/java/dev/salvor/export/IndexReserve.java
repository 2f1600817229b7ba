// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.IoReason;
import dev.salvor.registry.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Room for the indexes, kept from the blobs: on a disk that these have filled, what is whole would be listed nowhere. */
final class IndexReserve {
    private static final int PIECE = 64 << 10;

    private final Path file;

    IndexReserve(Staging staging) {
        this.file = staging.named("reserve");
    }

    /** @return why not to begin: there is not even so much room */
    Optional<Refusal> keep(long bytes) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (long left = bytes; left > 0; left -= PIECE) {
                out.write(new byte[(int) Math.min(PIECE, left)]);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Refusal(FileFault.ofStream(e), 0, file + ": " + IoReason.of(e)));
        }
    }

    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the end of the run removes it, or the next one
        }
    }
}
