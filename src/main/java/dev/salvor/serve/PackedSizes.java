// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import java.util.Arrays;

/**
 * Digests with sizes, 16 bytes each: a repository may have a hundred thousand. Of a digest the first eight bytes count, which is enough
 * to say whether it belongs to a repository: what is sent is read by the whole digest.
 */
final class PackedSizes {
    private static final int HEX_DIGITS = 16;

    private long[] keys = new long[16];
    private long[] sizes = new long[16];
    private int count;
    private boolean sorted;

    synchronized void add(Digest digest, long size) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        keys[count] = key(digest);
        sizes[count++] = size;
        sorted = false;
    }

    /** All that was said of its size; nothing if it is not in here. */
    synchronized long[] of(Digest digest) {
        sort();
        int found = Arrays.binarySearch(keys, 0, count, key(digest));
        if (found < 0) {
            return new long[0];
        }
        int from = found;
        while (from > 0 && keys[from - 1] == keys[found]) {
            from--;
        }
        int to = found + 1;
        while (to < count && keys[to] == keys[found]) {
            to++;
        }
        return Arrays.copyOfRange(sizes, from, to);
    }

    /** How many there are, each once. */
    synchronized int count() {
        sort();
        return count;
    }

    /** Each once; a layer that a thousand images share was added as often. */
    private void sort() {
        if (sorted) {
            return;
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                (a, b) -> keys[a] == keys[b] ? Long.compare(sizes[a], sizes[b]) : Long.compare(keys[a], keys[b]));
        long[] newKeys = new long[count];
        long[] newSizes = new long[count];
        int kept = 0;
        for (int i : order) {
            if (kept == 0 || newKeys[kept - 1] != keys[i] || newSizes[kept - 1] != sizes[i]) {
                newKeys[kept] = keys[i];
                newSizes[kept++] = sizes[i];
            }
        }
        keys = Arrays.copyOf(newKeys, Math.max(1, kept));
        sizes = Arrays.copyOf(newSizes, Math.max(1, kept));
        count = kept;
        sorted = true;
    }

    private static long key(Digest digest) {
        return Long.parseUnsignedLong(digest.hex().substring(0, HEX_DIGITS), 16);
    }
}
