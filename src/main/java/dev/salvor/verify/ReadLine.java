// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A blob that was read.
 *
 * @param digest that it should have
 * @param state of its file, before and after
 * @param actual digest that it has
 */
record ReadLine(Digest digest, FileState state, Digest actual) {

    /** A line as {@link #toString} writes it; empty for anything else. */
    static Optional<ReadLine> parse(String line) {
        String[] fields = line.split(" ");
        if (fields.length != 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReadLine(
                    Digest.parse(fields[0]),
                    new FileState(Long.parseLong(fields[1]), Instant.parse(fields[2]), Long.parseLong(fields[3])),
                    Digest.parse(fields[4])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Digest, size, time and inode of the file, and the digest that it has. */
    @Override
    public String toString() {
        return digest + " " + state.size() + " " + state.modified() + " " + state.inode() + " " + actual;
    }
}
