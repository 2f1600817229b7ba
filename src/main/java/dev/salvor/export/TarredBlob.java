// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A blob's bytes on their way into a tar, which was told how many they are: those that cannot be read are zeros there. */
final class TarredBlob {
    private static final int BUFFER = 256 << 10;

    private final Digest digest;
    private final Content content;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long left;

    TarredBlob(Digest digest, Content content) {
        this.digest = digest;
        this.content = content;
        this.left = content.size();
    }

    /** @return what is wrong with the source; empty if all was read */
    Optional<Outcome> write(OutputStream out, LongConsumer bytes) throws IOException {
        Optional<Outcome> fault = Optional.empty();
        try (ReadableByteChannel in = open()) {
            while (left > 0 && read(in)) {
                out.write(buffer.array(), 0, buffer.position());
                bytes.accept(buffer.position());
                left -= buffer.position();
            }
        } catch (SourceFaultException e) {
            fault = Optional.of(e.outcome());
        }
        if (left > 0 && fault.isEmpty()) {
            fault = Optional.of(new Outcome.Damaged("blob " + digest + " became shorter while it was read"));
        }
        while (left > 0) {
            int some = (int) Math.min(left, BUFFER);
            out.write(new byte[some]);
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
            return in.read(buffer.clear().limit((int) Math.min(left, BUFFER))) >= 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SourceFaultException unreadable(IOException e) {
        return new SourceFaultException(new Outcome.Unreadable("blob " + digest + ": " + e.getMessage()));
    }
}
