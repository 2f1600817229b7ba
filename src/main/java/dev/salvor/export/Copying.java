// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** Copies a blob's bytes, and looks at them on the way: nobody after this does before they are carried off. */
final class Copying {
    private static final int BUFFER = 256 << 10;

    private Copying() {}

    /**
     * @param file is made
     * @throws SourceFaultException if these are not its bytes, or they cannot be read
     */
    static void copy(Digest digest, Content content, Path file, LongConsumer bytes)
            throws RefusedException, SourceFaultException, InterruptedException {
        MessageDigest hash = digest.algorithm().newMessageDigest();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try (ReadableByteChannel in = open(digest, content)) {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
                long left = content.size();
                while (left >= 0 && read(digest, in, buffer.clear()) >= 0) {
                    buffer.flip();
                    left -= buffer.remaining();
                    bytes.accept(buffer.remaining());
                    hash.update(buffer.duplicate());
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
            }
            Digest actual = Digest.of(digest.algorithm(), hash);
            if (!actual.equals(digest)) {
                throw new SourceFaultException(
                        new Outcome.Damaged("blob " + digest + " has other bytes on disk: their digest is " + actual));
            }
            out.force(false);
        } catch (IOException e) {
            throw FileFault.of(file, e);
        }
    }

    private static ReadableByteChannel open(Digest digest, Content content)
            throws SourceFaultException, InterruptedException {
        try {
            return content.open(0);
        } catch (IOException e) {
            throw unreadable(digest, e);
        }
    }

    private static int read(Digest digest, ReadableByteChannel in, ByteBuffer buffer)
            throws SourceFaultException, InterruptedException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw unreadable(digest, e);
        }
    }

    private static SourceFaultException unreadable(Digest digest, IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        return new SourceFaultException(new Outcome.Unreadable("blob " + digest + ": " + e.getMessage()));
    }
}
