// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import java.nio.file.Path;

/** What a storage has of a blob, as far as that shows without reading its bytes. */
public sealed interface StoredBlob {

    /**
     * There, and perhaps of the wrong size or content.
     *
     * @param file where its bytes are
     * @param size of the file in bytes
     */
    record Present(Path file, long size) implements StoredBlob {}

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
