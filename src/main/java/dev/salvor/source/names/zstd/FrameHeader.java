// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;

/** RFC 8878, 3.1.1.1. @param window how far back a block may point */
record FrameHeader(int window, boolean hasChecksum) {
    /** What zstd itself unpacks unless it is told to take more; its own levels need 8 MiB at most, or by --ultra this. */
    private static final int LARGEST_WINDOW = 128 << 20;

    /** Reads numbers of so many bytes. */
    interface Numbers {
        long read(int bytes) throws IOException;
    }

    static FrameHeader read(Numbers in) throws IOException {
        int descriptor = (int) in.read(1);
        boolean isSingle = (descriptor & 0x20) != 0;
        long window = isSingle ? 0 : window((int) in.read(1));
        int dictionary = descriptor & 3;
        if ((descriptor & 8) != 0 || dictionary != 0 && in.read(1 << dictionary - 1) != 0) {
            throw new IOException("zstd: it needs a dictionary, or is of a later version");
        }
        int sizeFlag = descriptor >>> 6;
        if (sizeFlag > 0 || isSingle) {
            long size = in.read(1 << sizeFlag) + (sizeFlag == 1 ? 256 : 0);
            window = isSingle ? size : window;
        }
        if (window < 0 || window > LARGEST_WINDOW) {
            throw new IOException(
                    "zstd: it needs more than " + (LARGEST_WINDOW >> 20) + " MiB of memory to be unpacked");
        }
        return new FrameHeader((int) window, (descriptor & 4) != 0);
    }

    private static long window(int descriptor) {
        long base = 1L << 10 + (descriptor >>> 3);
        return base + (base >>> 3) * (descriptor & 7);
    }
}
