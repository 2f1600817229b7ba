// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A blob's bytes on their way into a tar, which was told how many they are: those that cannot be read are zeros there. */
final class TarredBlob {

    private final Digest digest;
    private final Content content;
    private final ByteBuffer buffer;
    private long left;

    /** @param buffer outside of the heap: through one inside each byte would be copied twice more */
    TarredBlob(Digest digest, Content content, ByteBuffer buffer) {
        this.buffer = buffer;
        this.digest = digest;
        this.content = content;
        this.left = content.size();
    }

    /** @return what is wrong with the source; empty if all was read */
    Optional<Outcome> write(WritableByteChannel out, LongConsumer bytes) throws IOException {
        Optional<Outcome> fault = Optional.empty();
        try (ReadableByteChannel in = open()) {
            while (left > 0 && read(in)) {
                int read = buffer.flip().remaining();
                TarWriter.writeAll(out, buffer);
                bytes.accept(read);
                left -= read;
            }
        } catch (SourceFaultException e) {
            fault = Optional.of(e.outcome());
        }
        if (left > 0 && fault.isEmpty()) {
            fault = Optional.of(new Outcome.Damaged("blob " + digest + " became shorter while it was read"));
        }
        while (left > 0) {
            int some = (int) Math.min(left, buffer.capacity());
            TarWriter.writeAll(out, ByteBuffer.allocate(some));
            left -= some;
        }
        return fault;
    }

    private ReadableByteChannel open() throws SourceFaultException {
        try {
            return content.open(0);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean read(ReadableByteChannel in) throws SourceFaultException {
        try {
            return in.read(buffer.clear().limit((int) Math.min(left, buffer.capacity()))) >= 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SourceFaultException unreadable(IOException e) {
        return new SourceFaultException(new Outcome.Unreadable("blob " + digest + ": " + e.getMessage()));
    }
}
