// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;

/** The digest that bytes really have. */
public final class ContentDigest {
    private static final int BUFFER_BYTES = 256 << 10;

    private ContentDigest() {}

    /** Reads all of it. */
    public static Digest of(Digest.Algorithm algorithm, Content content) throws IOException {
        MessageDigest digest = algorithm.newMessageDigest();
        try (ReadableByteChannel channel = content.open(0)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
        return Digest.of(algorithm, digest);
    }
}
