// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.registry.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether there is room for an export. */
final class Room {
    private Room() {}

    /** @return that there is none; empty also where the file system does not tell */
    static Optional<Refusal> lack(Path directory, long needed) {
        long free;
        try {
            free = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Optional.empty();
        }
        return needed <= free
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Reason.NO_SPACE,
                        0,
                        needed + " bytes are to be copied to " + directory + ", where " + free + " are free"));
    }
}
