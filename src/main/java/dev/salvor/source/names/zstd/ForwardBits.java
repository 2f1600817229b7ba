// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

/** Bits that are read from the beginning of their bytes. */
final class ForwardBits {
    private final byte[] bytes;
    private int at;

    /** @param start the first byte */
    ForwardBits(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start * Byte.SIZE;
    }

    /** @param count at most 16 */
    int read(int count) {
        int from = at >>> 3;
        int bits =
                (int) LittleEndian.number(bytes, from, (at + count + 7 >>> 3) - from) >>> (at & 7) & (1 << count) - 1;
        at += count;
        return bits;
    }

    /** Takes the last bit back. */
    void back() {
        at--;
    }

    /** Goes to the next whole byte. */
    void align() {
        at = at + 7 & ~7;
    }

    /** The byte that is read next. */
    int position() {
        return at >>> 3;
    }
}
