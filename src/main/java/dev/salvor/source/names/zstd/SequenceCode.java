// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;

/** How one of the three numbers of a sequence is coded (RFC 8878, 3.1.1.3.2.1), and with which table at the moment. */
final class SequenceCode {
    private static final int[] LITERAL_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };

    private final int mostAccuracy;
    private final int[] bases;
    private final int[] bits;
    private final FseTable usual;
    private FseTable table;
    private int state;

    private SequenceCode(int mostAccuracy, int[] bases, int[] bits, FseTable usual) {
        this.mostAccuracy = mostAccuracy;
        this.bases = bases;
        this.bits = bits;
        this.usual = usual;
        this.table = usual;
    }

    /** RFC 8878, 3.1.1.3.2.2, has the tables that are used where none is told. */
    static SequenceCode literals() throws IOException {
        return new SequenceCode(
                9,
                bases(0, LITERAL_BITS),
                LITERAL_BITS,
                FseTable.of(
                        6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
                        1, -1, -1, -1, -1));
    }

    static SequenceCode matches() throws IOException {
        return new SequenceCode(
                9,
                bases(3, MATCH_BITS),
                MATCH_BITS,
                FseTable.of(
                        6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1));
    }

    static SequenceCode offsets() throws IOException {
        int[] bases = new int[28];
        int[] bits = new int[28];
        for (int code = 0; code < bits.length; code++) {
            bases[code] = 1 << code;
            bits[code] = code;
        }
        return new SequenceCode(
                8,
                bases,
                bits,
                FseTable.of(
                        5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1));
    }

    /** Each code goes on where the one before ends. */
    private static int[] bases(int first, int[] bits) {
        int[] bases = new int[bits.length];
        bases[0] = first;
        for (int code = 1; code < bits.length; code++) {
            bases[code] = bases[code - 1] + (1 << bits[code - 1]);
        }
        return bases;
    }

    /** @return where the description ends */
    int begin(int mode, byte[] block, int at) throws IOException {
        switch (mode) {
            case 0 -> table = usual;
            case 1 -> {
                table = FseTable.of(block[at]);
                return at + 1;
            }
            case 2 -> {
                ForwardBits in = new ForwardBits(block, at);
                table = FseTable.read(in, Math.max(31, bits.length - 1), mostAccuracy);
                return in.position();
            }
            default -> {}
        }
        return at;
    }

    void start(BackwardBits in) {
        state = table.first(in);
    }

    int value(BackwardBits in) {
        int code = table.symbol(state);
        return bases[code] + in.read(bits[code]);
    }

    void next(BackwardBits in) {
        state = table.next(state, in);
    }
}
