// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;
import java.util.Arrays;

/** A table of finite state entropy (RFC 8878, 4.1): each state gives a symbol, and with some more bits the next state. */
final class FseTable {
    private final int accuracy;
    private final byte[] symbols;
    private final byte[] bits;
    private final short[] bases;

    private FseTable(int accuracy) {
        this.accuracy = accuracy;
        this.symbols = new byte[1 << accuracy];
        this.bits = new byte[1 << accuracy];
        this.bases = new short[1 << accuracy];
    }

    /** A table that always gives the same. */
    static FseTable of(byte symbol) {
        FseTable table = new FseTable(0);
        table.symbols[0] = symbol;
        return table;
    }

    /** @param probabilities of the symbols from 0; -1 stands for less than one */
    static FseTable of(int accuracy, int... probabilities) throws IOException {
        FseTable table = new FseTable(accuracy);
        int size = 1 << accuracy;
        int[] next = new int[probabilities.length];
        int high = size;
        for (int symbol = 0; symbol < probabilities.length; symbol++) {
            if (probabilities[symbol] == -1) {
                table.symbols[--high] = (byte) symbol;
                next[symbol] = 1;
            }
        }
        int at = 0;
        for (int symbol = 0; symbol < probabilities.length; symbol++) {
            if (probabilities[symbol] <= 0) {
                continue;
            }
            next[symbol] = probabilities[symbol];
            for (int i = 0; i < probabilities[symbol]; i++) {
                table.symbols[at] = (byte) symbol;
                do {
                    at = at + (size >>> 1) + (size >>> 3) + 3 & size - 1;
                } while (at >= high);
            }
        }
        if (at != 0) {
            throw new IOException("zstd: a table that does not fill");
        }
        for (int state = 0; state < size; state++) {
            int count = next[table.symbols[state]]++;
            int more = accuracy - (31 - Integer.numberOfLeadingZeros(count));
            table.bits[state] = (byte) more;
            table.bases[state] = (short) ((count << more) - size);
        }
        return table;
    }

    /** RFC 8878, 4.1.1. The largest symbol and the highest accuracy that may be are given. */
    static FseTable read(ForwardBits in, int mostSymbol, int mostAccuracy) throws IOException {
        int accuracy = in.read(4) + 5;
        int[] probabilities = new int[mostSymbol + 1];
        int symbol = 0;
        int left = 1 << accuracy;
        if (accuracy > mostAccuracy) {
            throw new IOException("zstd: a table that is too large");
        }
        while (left > 0) {
            int count = 32 - Integer.numberOfLeadingZeros(left + 1);
            int value = in.read(count);
            int lower = (1 << count - 1) - 1;
            int threshold = (1 << count) - 1 - (left + 1);
            if ((value & lower) < threshold) {
                in.back();
                value &= lower;
            } else if (value > lower) {
                value -= threshold;
            }
            int probability = value - 1;
            left -= Math.abs(probability);
            probabilities[symbol++] = probability;
            if (probability == 0) {
                int zeros;
                do {
                    zeros = in.read(2);
                    symbol += zeros;
                } while (zeros == 3);
            }
        }
        in.align();
        if (left < 0) {
            throw new IOException("zstd: a table that does not fill");
        }
        return of(accuracy, Arrays.copyOf(probabilities, symbol));
    }

    int first(BackwardBits in) {
        return in.read(accuracy);
    }

    int symbol(int state) {
        return symbols[state];
    }

    int next(int state, BackwardBits in) {
        return bases[state] + in.read(bits[state]);
    }
}
