// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a blob, which are not read yet, and may be read more than once. {@link #toString} says where they are, for messages. */
public interface Content {

    /** In bytes, as it was found to be; it may have changed since. */
    long size();

    /**
     * Begins to read.
     *
     * @param offset of the first byte that is wanted
     * @throws IOException if it cannot be opened; its message need not say where the content is
     */
    ReadableByteChannel open(long offset) throws IOException;

    /** Its first bytes, at most so many. */
    default byte[] first(int most) throws IOException {
        try (InputStream in = Channels.newInputStream(open(0))) {
            return in.readNBytes(most);
        }
    }

    /** The file that holds these bytes and no others, if there is one: for hard links, and for the kernel to send. */
    Optional<Path> file();

    /** The digest of all its bytes, of what was read to its end already and may not be there any more. */
    default Optional<Digest> known() {
        return Optional.empty();
    }

    /** The file that has these bytes, alone or among others: they change only if it does. */
    default Path within() {
        return file().orElseThrow(() -> new IllegalArgumentException(this + " is in no file"));
    }
}
