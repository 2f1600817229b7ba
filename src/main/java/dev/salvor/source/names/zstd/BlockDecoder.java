// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;

/** Unpacks the blocks of a frame, each of which may use again what the one before told (RFC 8878, 3.1.1.3). */
final class BlockDecoder {
    private static final int LONG_COUNT = 0x7F00;

    private final Literals literals = new Literals();
    private final SequenceCode literalLengths;
    private final SequenceCode matchLengths;
    private final SequenceCode offsets;
    /** The last three that were used; the latest first. */
    private final int[] recent = {1, 4, 8};

    BlockDecoder() {
        try {
            literalLengths = SequenceCode.literals();
            matchLengths = SequenceCode.matches();
            offsets = SequenceCode.offsets();
        } catch (IOException e) {
            throw new IllegalStateException("the tables of RFC 8878 are whole", e);
        }
    }

    void decode(byte[] block, int size, Window window) throws IOException {
        int at = literals.read(block, size);
        int count = block[at++] & 0xff;
        if (count == 255) {
            count = LONG_COUNT + (int) LittleEndian.number(block, at, 2);
            at += 2;
        } else if (count > 127) {
            count = (count - 128 << 8) + (block[at++] & 0xff);
        }
        int used = 0;
        if (count > 0) {
            int modes = block[at++];
            at = literalLengths.begin(modes >>> 6 & 3, block, at);
            at = offsets.begin(modes >>> 4 & 3, block, at);
            at = matchLengths.begin(modes >>> 2 & 3, block, at);
            used = sequences(new BackwardBits(block, at, size), count, window);
        }
        window.add(literals.bytes(), used, literals.length() - used);
    }

    /** RFC 8878, 3.1.1.4. @return how many literals were used */
    private int sequences(BackwardBits in, int count, Window window) throws IOException {
        literalLengths.start(in);
        offsets.start(in);
        matchLengths.start(in);
        int used = 0;
        for (int left = count; left > 0; left--) {
            int offset = offsets.value(in);
            int match = matchLengths.value(in);
            int copied = literalLengths.value(in);
            if (copied > literals.length() - used) {
                throw new IOException("zstd: more literals are used than there are");
            }
            window.add(literals.bytes(), used, copied);
            used += copied;
            window.repeat(distance(offset, copied == 0), match);
            if (left > 1) {
                literalLengths.next(in);
                matchLengths.next(in);
                offsets.next(in);
            }
        }
        if (in.left() != 0) {
            throw new IOException("zstd: sequences of another length");
        }
        return used;
    }

    /** RFC 8878, 3.1.1.5: small values stand for one of the last three, which one depends on whether literals came before. */
    private int distance(int value, boolean isBare) throws IOException {
        int which = value > 3 ? 4 : value - (isBare ? 0 : 1);
        int distance = value > 3 ? value - 3 : which == 3 ? recent[0] - 1 : recent[which];
        if (distance <= 0) {
            throw new IOException("zstd: a repetition of nothing");
        }
        if (which > 1) {
            recent[2] = recent[1];
        }
        if (which > 0) {
            recent[1] = recent[0];
        }
        recent[0] = distance;
        return distance;
    }
}
