// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.content.Content;
import java.nio.file.Path;

/** What a storage has of a blob, as far as that shows without reading its bytes. */
public sealed interface StoredBlob {

    /**
     * There, and perhaps of the wrong size or content.
     *
     * @param content its bytes
     */
    record Present(Content content) implements StoredBlob {
        /** In bytes. */
        public long size() {
            return content.size();
        }
    }

    /**
     * Not there.
     *
     * @param expected where it should be
     */
    record Missing(Path expected) implements StoredBlob {}

    /**
     * Something is there that cannot be read as a file.
     *
     * @param file what is there
     * @param reason why it cannot be read
     */
    record Unreadable(Path file, String reason) implements StoredBlob {}
}
