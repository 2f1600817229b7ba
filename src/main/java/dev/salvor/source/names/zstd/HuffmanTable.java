// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;

/** The code of literals (RFC 8878, 4.2): so many bits as the longest of it has lead to a symbol, and to how many of them are its own. */
final class HuffmanTable {
    private static final int LONGEST = 11;
    private static final int SYMBOLS = 256;
    private static final int WEIGHT_ACCURACY = 6;

    private final int longest;
    private final byte[] symbols;
    private final byte[] lengths;

    /** @param weights of the symbols from 0; that of the last follows from them */
    private HuffmanTable(int[] weights, int count) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i] > 0 ? 1 << weights[i] - 1 : 0;
        }
        longest = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << longest) - sum;
        if (sum == 0 || longest > LONGEST || Integer.bitCount(rest) != 1) {
            throw new IOException("zstd: a code that does not fill");
        }
        weights[count] = 1 + Integer.numberOfTrailingZeros(rest);
        symbols = new byte[1 << longest];
        lengths = new byte[1 << longest];
        int at = 0;
        for (int weight = 1; weight <= longest; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                if (weights[symbol] == weight) {
                    for (int end = at + (1 << weight - 1); at < end; at++) {
                        symbols[at] = (byte) symbol;
                        lengths[at] = (byte) (longest + 1 - weight);
                    }
                }
            }
        }
    }

    /** How long the description is that begins there (RFC 8878, 4.2.1). */
    static int size(byte[] bytes, int start) {
        int head = bytes[start] & 0xff;
        return 1 + (head < 128 ? head : (head - 127 + 1) / 2);
    }

    static HuffmanTable read(byte[] bytes, int start) throws IOException {
        int head = bytes[start] & 0xff;
        int[] weights = new int[SYMBOLS];
        if (head < 128) {
            return new HuffmanTable(weights, packed(bytes, start + 1, start + 1 + head, weights));
        }
        int count = head - 127;
        for (int i = 0; i < count; i++) {
            int two = bytes[start + 1 + i / 2];
            weights[i] = (i % 2 == 0 ? two >>> 4 : two) & 0xf;
        }
        return new HuffmanTable(weights, count);
    }

    /** RFC 8878, 4.2.1.2: two states in turn, until the bits are used up. */
    private static int packed(byte[] bytes, int start, int end, int[] weights) throws IOException {
        ForwardBits description = new ForwardBits(bytes, start);
        FseTable table = FseTable.read(description, LONGEST + 1, WEIGHT_ACCURACY);
        BackwardBits in = new BackwardBits(bytes, description.position(), end);
        int state = table.first(in);
        int other = table.first(in);
        int count = 0;
        while (true) {
            weights[count++] = table.symbol(state);
            int next = table.next(state, in);
            if (in.left() < 0) {
                weights[count++] = table.symbol(other);
                return count;
            }
            state = other;
            other = next;
        }
    }

    void decode(BackwardBits in, byte[] into, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            int code = in.peek(longest);
            into[i] = symbols[code];
            in.skip(lengths[code]);
        }
        if (in.left() != 0) {
            throw new IOException("zstd: literals of another length");
        }
    }
}
