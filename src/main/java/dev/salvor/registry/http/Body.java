// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.content.Content;
import java.util.function.LongConsumer;

/** What a request carries. Each kind has a known length: Harbor books a body without Content-Length as 0 bytes (protocol.md §5.5). */
public sealed interface Body {
    Body NONE = new None();

    record None() implements Body {}

    /** Bytes in memory: manifests, forms. */
    record Bytes(String contentType, byte[] content) implements Body {}

    /**
     * A blob, or a part of one, streamed from where it lies.
     *
     * @param offset of its first byte in the content
     * @param size that was promised, in bytes
     * @param sent hears how many bytes went out, and a negative number when they have to go again
     */
    record Streamed(Content content, long offset, long size, LongConsumer sent) implements Body {
        /** All of it. */
        public Streamed(Content content, LongConsumer sent) {
            this(content, 0, content.size(), sent);
        }
    }
}
