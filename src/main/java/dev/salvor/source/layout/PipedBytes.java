// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.source.layout.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a pipe by their places: whoever asks for one passes over all before it. For one thread at a time. */
final class PipedBytes implements TarReader.Bytes {
    private static final int PIECE = 64 << 10;

    private final InputStream in;
    private final byte[] passed = new byte[PIECE];
    private volatile long at;

    PipedBytes(InputStream in) {
        this.in = in;
    }

    /** Into an array. */
    @Override
    public int read(ByteBuffer into, long from) throws IOException {
        if (from < at) {
            throw new IOException("byte " + from + " has passed");
        }
        while (at < from) {
            if (advance(in.read(passed, 0, (int) Math.min(PIECE, from - at))) < 0) {
                return -1;
            }
        }
        int read = advance(in.read(into.array(), into.arrayOffset() + into.position(), into.remaining()));
        into.position(into.position() + Math.max(0, read));
        return read;
    }

    private int advance(int read) {
        at += Math.max(0, read);
        return read;
    }

    /** Where the next byte stands. */
    @Override
    public long end() {
        return at;
    }

    /** Lets whoever writes come to its end: it would take a pipe that is closed before for a fault. */
    void passAll() throws IOException {
        while (advance(in.read(passed)) >= 0) {
            // on
        }
    }
}
