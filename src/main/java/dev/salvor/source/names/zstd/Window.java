// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;
import java.util.Arrays;

/** The last content of a frame: a block may repeat it, and what nobody has taken yet is given away from here. */
final class Window {
    private static final int ROOM = 1 << 16;

    private final int size;
    private byte[] bytes = new byte[ROOM];
    private int end;
    private int taken;
    private int limit;

    /** @param size how far back a block may point */
    Window(int size) {
        this.size = size;
    }

    boolean isTaken() {
        return taken == end;
    }

    int take(byte[] into, int from, int length) {
        int some = Math.min(length, end - taken);
        System.arraycopy(bytes, taken, into, from, some);
        taken += some;
        return some;
    }

    /** Makes room for a block of so many bytes at most; all before is taken. */
    void begin(int most) {
        if (end > size + most) {
            System.arraycopy(bytes, end - size, bytes, 0, size);
            end = size;
            taken = size;
        }
        if (end + most > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(size + 2L * most, Math.max(end + most, 2L * bytes.length)));
        }
        limit = end + most;
    }

    void add(byte[] from, int start, int length) throws IOException {
        require(length);
        System.arraycopy(from, start, bytes, end, length);
        end += length;
    }

    void add(byte value, int times) throws IOException {
        require(times);
        Arrays.fill(bytes, end, end + times, value);
        end += times;
    }

    /** What was there so many bytes before, as often as that is; the two may overlap. */
    void repeat(int offset, int length) throws IOException {
        require(length);
        if (offset > end) {
            throw new IOException("zstd: a block points to before the beginning");
        }
        if (offset >= length) {
            System.arraycopy(bytes, end - offset, bytes, end, length);
            end += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes[end] = bytes[end - offset];
            end++;
        }
    }

    private void require(int length) throws IOException {
        if (end + length > limit) {
            throw new IOException("zstd: a block has more content than it may");
        }
    }

    /** The block is whole. */
    void finish(XxHash64 checksum) {
        checksum.add(bytes, taken, end - taken);
    }
}
