// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks what zstd packed (RFC 8878). The library says by unchecked exceptions that it met nonsense. */
final class ZstdFrames extends FilterInputStream {
    /** More than zstd itself unpacks unless it is told to; its own levels use up to 8 MiB, or 128 MiB by --ultra. */
    private static final long LARGEST_WINDOW = 128L << 20;

    private static final int SINGLE_SEGMENT = 0x20;
    private static final int WINDOW_AT = 5;

    /**
     * @param head its first bytes
     * @throws IOException if it takes too much memory
     */
    ZstdFrames(InputStream packed, byte[] head) throws IOException {
        super(new ZstdInputStream(packed));
        if (window(head) > LARGEST_WINDOW) {
            throw new IOException("it is packed by zstd with a window of more than 128 MiB");
        }
    }

    /** RFC 8878, 3.1.1.1.2; 0 where it is the content's own size, as with small files. */
    private static long window(byte[] head) {
        if (head.length <= WINDOW_AT || (head[WINDOW_AT - 1] & SINGLE_SEGMENT) != 0) {
            return 0;
        }
        int descriptor = head[WINDOW_AT] & 0xff;
        long base = 1L << 10 + (descriptor >>> 3);
        return base + (base >>> 3) * (descriptor & 7);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return in.read(into, from, length);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "zstd cannot be unpacked further (" + e.getMessage() + "); zstd -dc gives all that is whole", e);
        }
    }
}
