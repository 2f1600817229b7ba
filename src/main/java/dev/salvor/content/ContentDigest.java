// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The digest that bytes really have. */
public final class ContentDigest {
    private static final int MOST_BYTES = 256 << 10;
    /** What was stat'ed as empty may have grown. */
    private static final int LEAST_BYTES = 8 << 10;

    private ContentDigest() {}

    /** Reads all of it. */
    public static Digest of(Digest.Algorithm algorithm, Content content) throws IOException {
        return of(algorithm, content, _ -> {});
    }

    /**
     * The same, told of as it goes. It ends soon after as many bytes as the content was found to have: what grows as fast as it is read has no
     * end.
     *
     * @param progress hears how many bytes were read since it last heard
     */
    public static Digest of(Digest.Algorithm algorithm, Content content, LongConsumer progress) throws IOException {
        Optional<Digest> known = content.known().filter(its -> its.algorithm() == algorithm);
        if (known.isPresent()) {
            progress.accept(content.size());
            return known.get();
        }
        MessageDigest digest = algorithm.newMessageDigest();
        try (ReadableByteChannel channel = content.open(0)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(content.size(), LEAST_BYTES, MOST_BYTES));
            long left = content.size();
            for (int read = channel.read(buffer); read >= 0 && left >= 0; read = channel.read(buffer.clear())) {
                digest.update(buffer.flip());
                progress.accept(read);
                left -= read;
            }
        }
        return Digest.of(algorithm, digest);
    }
}
