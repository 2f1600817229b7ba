// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.content.Content;

/** What is sent behind the headers. */
public sealed interface ReplyBody {

    /** How many bytes there are. */
    long length();

    /** Nothing, and no length is told. */
    record None() implements ReplyBody {
        @Override
        public long length() {
            return 0;
        }
    }

    /** @param bytes not copied: nobody may change them */
    record Bytes(byte[] bytes) implements ReplyBody {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /** A part of what lies in a source, which is read when it is sent. */
    record Stored(Content content, long offset, long length) implements ReplyBody {}
}
