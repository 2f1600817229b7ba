// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;

/** Bits that are read from the end of their bytes to the beginning (RFC 8878, 4.1, 4.2.2). Before the beginning are zeros. */
final class BackwardBits {
    private final byte[] bytes;
    private final int start;
    private final int end;
    /** How many bits are left; less than none if more were read than there are. */
    private int left;

    BackwardBits(byte[] bytes, int start, int end) throws IOException {
        if (end <= start || bytes[end - 1] == 0) {
            throw new IOException("zstd: bits without their end");
        }
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.left = (end - start - 1) * Byte.SIZE + 31 - Integer.numberOfLeadingZeros(bytes[end - 1] & 0xff);
    }

    int left() {
        return left;
    }

    /** @param count at most 32 */
    int read(int count) {
        int bits = peek(count);
        left -= count;
        return bits;
    }

    void skip(int count) {
        left -= count;
    }

    int peek(int count) {
        int from = left - count;
        if (from >= 0) {
            return bits(from, count);
        }
        return left <= 0 ? 0 : bits(0, left) << -from;
    }

    private int bits(int from, int count) {
        int at = start + (from >>> 3);
        long word = at + Long.BYTES <= bytes.length
                ? LittleEndian.int64(bytes, at)
                : LittleEndian.number(bytes, at, Math.min(end, bytes.length) - at);
        return (int) (word >>> (from & 7) & (1L << count) - 1);
    }
}
