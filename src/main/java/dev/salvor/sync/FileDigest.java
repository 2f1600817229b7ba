// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The digest that a file's bytes really have. */
final class FileDigest {
    private static final int BUFFER_BYTES = 256 << 10;

    private FileDigest() {}

    static Digest of(Digest.Algorithm algorithm, Path file) throws IOException {
        MessageDigest digest = algorithm.newMessageDigest();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
        return Digest.of(algorithm, digest);
    }
}
