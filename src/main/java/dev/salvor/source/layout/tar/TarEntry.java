// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout.tar;

import java.time.Instant;

/**
 * A file of a tar.
 *
 * @param offset of its first byte in the tar
 * @param size in bytes, as the tar says
 * @param target of a link, as the tar spells it: from the root of the tar, or, of a symbolic one, from its directory; empty otherwise
 */
public record TarEntry(String name, Kind kind, long offset, long size, Instant modified, String target) {

    /** What it is. */
    public enum Kind {
        FILE,
        DIRECTORY,
        HARD_LINK,
        SYMBOLIC_LINK,
        /** A device, a pipe, or a file of which holes are left out: its bytes do not lie in the tar as they are. */
        OTHER
    }
}
