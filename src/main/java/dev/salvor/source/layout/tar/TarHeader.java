// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The block before each file of a tar (POSIX.1-2001, pax, "ustar Interchange Format"; GNU tar, "Basic Tar Format"). */
final class TarHeader {
    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;
    private static final int EXTENDED = 482;
    private static final int CONTINUED = 504;
    private static final int MAGIC = 257;
    private static final byte[] USTAR = "ustar\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    boolean isEnd() {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** What tells a header from other bytes. Some old programs summed signed bytes. */
    boolean isRight() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte each = i >= CHECKSUM && i < CHECKSUM_END ? (byte) ' ' : block[i];
            unsigned += each & 0xff;
            signed += each;
        }
        try {
            long said = number(CHECKSUM, CHECKSUM_END);
            return said == unsigned || said == signed;
        } catch (IOException e) {
            return false;
        }
    }

    char type() {
        return (char) (block[TYPE] & 0xff);
    }

    String name() {
        String name = text(0, 100);
        String prefix = Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length) ? text(345, 500) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String target() {
        return text(157, 257);
    }

    long size() throws IOException {
        return number(124, 136);
    }

    /** In seconds since 1970. */
    long modified() throws IOException {
        return number(136, 148);
    }

    /** Of GNU's files with holes: whether a block with more of the map follows. */
    boolean isExtended() {
        return block[EXTENDED] != 0;
    }

    /** The same of such a block. */
    boolean isContinued() {
        return block[CONTINUED] != 0;
    }

    private String text(int from, int to) {
        int end = from;
        while (end < to && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }

    /** Octal digits; or, GNU's way for large numbers, a bit, then the bytes of it. */
    private long number(int from, int to) throws IOException {
        if ((block[from] & 0x80) != 0) {
            return binary(from, to);
        }
        String digits = text(from, to).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, Byte.SIZE);
        } catch (NumberFormatException e) {
            throw new IOException("a header has a number that is none", e);
        }
    }

    private long binary(int from, int to) throws IOException {
        long value = block[from] & 0x7f;
        for (int i = from + 1; i < to; i++) {
            if (value >>> Long.SIZE - Byte.SIZE - 1 != 0) {
                throw new IOException("a header has a number beyond all bounds");
            }
            value = value << Byte.SIZE | block[i] & 0xff;
        }
        return value;
    }
}
