// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import java.nio.file.Path;

/**
 * Something that a scan skipped, could not read, or had to repair while reading.
 *
 * @param path what it is about; it may hold any bytes
 * @param reason what is wrong, and what was done
 */
public record StorageProblem(Kind kind, Path path, String reason) {

    /** What a problem means for the images. */
    public enum Kind {
        /** There may be images behind it that nobody will see. */
        UNREADABLE,
        /** No registry could have written it, or serve it. */
        SKIPPED,
        /** Read all the same. */
        REPAIRED
    }

    static StorageProblem unreadable(Path path, String reason) {
        return new StorageProblem(Kind.UNREADABLE, path, reason);
    }

    static StorageProblem skipped(Path path, String reason) {
        return new StorageProblem(Kind.SKIPPED, path, reason);
    }
}
