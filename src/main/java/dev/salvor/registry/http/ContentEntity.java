// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A blob on its way from where it lies to the socket: a known length, one buffer, whatever the size. */
final class ContentEntity extends AbstractHttpEntity {
    /** FileInputStream allocates per read and costs as much time again as hashing (stack.md, "Native image"). */
    private static final int BUFFER_BYTES = 128 << 10;

    private final Body.Streamed body;
    private final Supplier<Watchdog.Watched> watch;

    /** @param watch begins to watch the progress of this body */
    ContentEntity(Body.Streamed body, Supplier<Watchdog.Watched> watch) {
        super(ContentType.APPLICATION_OCTET_STREAM, null, false);
        this.body = body;
        this.watch = watch;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        long written = 0;
        boolean complete = false;
        try (Watchdog.Watched watched = watch.get();
                ReadableByteChannel channel = open()) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(body.size(), 1, BUFFER_BYTES));
            while (written < body.size()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), body.size() - written));
                int read = read(channel, buffer, written);
                out.write(buffer.array(), 0, read);
                watched.step();
                written += read;
                body.sent().accept(read);
            }
            complete = true;
        } finally {
            if (!complete) {
                body.sent().accept(-written);
            }
        }
    }

    private ReadableByteChannel open() throws UnreadableSourceException {
        try {
            return body.content().open(body.offset());
        } catch (IOException e) {
            throw new UnreadableSourceException("cannot open " + body.content() + ": " + e.getMessage(), e);
        }
    }

    private int read(ReadableByteChannel channel, ByteBuffer buffer, long position) throws UnreadableSourceException {
        try {
            int read = channel.read(buffer);
            if (read < 0) {
                throw new EOFException("it ended after " + (body.offset() + position) + " of "
                        + (body.offset() + body.size()) + " bytes");
            }
            return read;
        } catch (IOException e) {
            throw new UnreadableSourceException("cannot read " + body.content() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long getContentLength() {
        return body.size();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public InputStream getContent() throws IOException {
        return Channels.newInputStream(open());
    }

    @Override
    public void close() {
        // each writeTo opens and closes the content itself
    }
}
