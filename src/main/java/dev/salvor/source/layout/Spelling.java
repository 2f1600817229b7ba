// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.layout.SkopeoDir;
import java.util.Optional;

/** How a file is called that holds the content of a digest (protocol.md §6.1, §6.3). */
enum Spelling {
    PLAIN("", ""),
    PREFIXED("-", ""),
    MANIFEST("", "." + SkopeoDir.MANIFEST),
    PREFIXED_MANIFEST("-", "." + SkopeoDir.MANIFEST),
    /** The manifest that the directory is about: the one file whose name says no digest. */
    TOP("", SkopeoDir.MANIFEST);

    private final String divider;
    private final String suffix;

    Spelling(String divider, String suffix) {
        this.divider = divider;
        this.suffix = suffix;
    }

    String name(Digest digest) {
        if (this == TOP) {
            return suffix;
        }
        return (divider.isEmpty() ? "" : digest.algorithm().prefix() + divider) + digest.hex() + suffix;
    }

    /** Which digest's content a file of this name holds, spelled in this way; empty if none's. */
    Optional<Digest> digest(String name) {
        if (this == TOP || !name.endsWith(suffix)) {
            return Optional.empty();
        }
        String stem = name.substring(0, name.length() - suffix.length());
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            String begin = divider.isEmpty() ? "" : algorithm.prefix() + divider;
            if (stem.startsWith(begin)) {
                Optional<Digest> digest = Digest.tryParse(algorithm.prefix() + ":" + stem.substring(begin.length()));
                if (digest.isPresent()) {
                    return digest;
                }
            }
        }
        return Optional.empty();
    }
}
