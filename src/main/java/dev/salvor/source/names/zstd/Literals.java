// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.IOException;
import java.util.Arrays;

/** The literals of a block (RFC 8878, 3.1.1.3.1), and the code that a later block may use again. */
final class Literals {
    private final byte[] bytes = new byte[128 << 10];
    private int length;
    private HuffmanTable table;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** @return where the sequences begin */
    int read(byte[] block, int size) throws IOException {
        int kind = block[0] & 3;
        int format = block[0] >>> 2 & 3;
        return kind < 2 ? plain(block, kind == 1, format) : packed(block, size, kind == 3, format);
    }

    private int plain(byte[] block, boolean isRepeated, int format) {
        int header = format == 1 ? 2 : format == 3 ? 3 : 1;
        length = (int) LittleEndian.number(block, 0, header) >>> (header == 1 ? 3 : 4);
        if (isRepeated) {
            Arrays.fill(bytes, 0, length, block[header]);
            return header + 1;
        }
        System.arraycopy(block, header, bytes, 0, length);
        return header + length;
    }

    private int packed(byte[] block, int size, boolean isSameCode, int format) throws IOException {
        int header = Math.max(3, 2 + format);
        int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
        long sizes = LittleEndian.number(block, 0, header) >>> 4;
        length = (int) sizes & (1 << bits) - 1;
        int start = header;
        int end = header + ((int) (sizes >>> bits) & (1 << bits) - 1);
        if (length > bytes.length || end > size || isSameCode && table == null) {
            throw new IOException("zstd: literals that do not fit");
        }
        if (!isSameCode) {
            table = HuffmanTable.read(block, start);
            start += HuffmanTable.size(block, start);
        }
        if (format == 0) {
            table.decode(new BackwardBits(block, start, end), bytes, 0, length);
        } else {
            streams(block, start, end);
        }
        return end;
    }

    /** RFC 8878, 3.1.1.3.1.6: four, whose sizes stand in front. */
    private void streams(byte[] block, int start, int end) throws IOException {
        int from = start + 6;
        int quarter = (length + 3) / 4;
        for (int i = 0; i < 4; i++) {
            int to = i == 3 ? end : from + (int) LittleEndian.number(block, start + 2 * i, 2);
            table.decode(
                    new BackwardBits(block, from, Math.min(to, end)),
                    bytes,
                    i * quarter,
                    i == 3 ? length : (i + 1) * quarter);
            from = to;
        }
    }
}
