// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.util.Arrays;

/** Numbers one behind the other. */
final class Numbers {
    private long[] values = new long[4];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Room.more(size));
        }
        values[size++] = value;
    }

    long get(int row) {
        return values[row];
    }

    /** Gives up what was kept free for more. */
    void trim() {
        values = Arrays.copyOf(values, size);
    }
}
