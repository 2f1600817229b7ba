// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Short texts one behind the other, a few bytes each: a list may have a million. */
final class PackedTexts {
    private static final int ROOM = 64;

    private byte[] bytes = new byte[ROOM];
    private int[] ends = new int[4];
    private int size;

    void add(String text) {
        byte[] its = text.getBytes(StandardCharsets.UTF_8);
        int start = end(size);
        int end = Math.addExact(start, its.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, Room.more(bytes.length)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, Room.more(size));
        }
        System.arraycopy(its, 0, bytes, start, its.length);
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    String get(int row) {
        int start = end(row);
        return new String(bytes, start, ends[row] - start, StandardCharsets.UTF_8);
    }

    private int end(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Gives up what was kept free for more. */
    void trim() {
        bytes = Arrays.copyOf(bytes, end(size));
        ends = Arrays.copyOf(ends, size);
    }
}
