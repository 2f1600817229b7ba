// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

/** Finds rows by their ids, without an object for each: a dump has millions. */
final class RowIndex {
    private long[] ids = new long[16];
    /** One more than the row; 0 where there is none. */
    private int[] rows = new int[16];

    private int size;

    /** The last row of an id counts. */
    void put(long id, int row) {
        if (2 * size >= ids.length) {
            grow();
        }
        int at = place(id);
        size += rows[at] == 0 ? 1 : 0;
        ids[at] = id;
        rows[at] = row + 1;
    }

    /** -1 if there is no such id. */
    int find(long id) {
        return rows[place(id)] - 1;
    }

    private int place(long id) {
        int mask = ids.length - 1;
        int at = Long.hashCode(id * 0x9E3779B97F4A7C15L) & mask;
        while (rows[at] != 0 && ids[at] != id) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldRows = rows;
        ids = new long[2 * oldIds.length];
        rows = new int[2 * oldRows.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldRows[i] != 0) {
                int at = place(oldIds[i]);
                ids[at] = oldIds[i];
                rows[at] = oldRows[i];
            }
        }
    }
}
