// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/** What a request carries. Each kind has a known length: Harbor books a body without Content-Length as 0 bytes (protocol.md §5.5). */
public sealed interface Body {
    Body NONE = new None();

    record None() implements Body {}

    /** Bytes in memory: manifests, forms. */
    record Bytes(String contentType, byte[] content) implements Body {}

    /**
     * A blob, or a part of one, streamed from its file.
     *
     * @param offset of its first byte in the file
     * @param size that was promised, in bytes
     * @param sent hears how many bytes went out, and a negative number when they have to go again
     */
    record File(Path file, long offset, long size, LongConsumer sent) implements Body {
        /** All of it. */
        public File(Path file, long size, LongConsumer sent) {
            this(file, 0, size, sent);
        }
    }
}
