// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.nio.file.Path;

/**
 * Something that a scan skipped, could not read, or had to repair while reading.
 *
 * @param path what it is about; it may hold any bytes
 * @param reason what is wrong, and what was done
 * @param where what is to be put right
 */
public record SourceProblem(Kind kind, Path path, String reason, Where where) {

    /** Where that is. */
    public enum Where {
        STORAGE,
        /** A list of names beside the storage, which may be whole. */
        LIST
    }

    /** In the storage. */
    public SourceProblem(Kind kind, Path path, String reason) {
        this(kind, path, reason, Where.STORAGE);
    }

    /** The same of a list of names. */
    public SourceProblem ofList() {
        return new SourceProblem(kind, path, reason, Where.LIST);
    }

    /** What a problem means for the images. */
    public enum Kind {
        /** There may be images behind it that nobody will see. */
        UNREADABLE,
        /** No registry could have written it, or serve it. */
        SKIPPED,
        /** Read all the same: a link that is spelled otherwise, a directory on another disk. */
        REPAIRED
    }

    public static SourceProblem unreadable(Path path, String reason) {
        return new SourceProblem(Kind.UNREADABLE, path, reason);
    }

    public static SourceProblem skipped(Path path, String reason) {
        return new SourceProblem(Kind.SKIPPED, path, reason);
    }

    public static SourceProblem repaired(Path path, String reason) {
        return new SourceProblem(Kind.REPAIRED, path, reason);
    }
}
