// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar, by POSIX (pax(1), "ustar Interchange Format"): the same bytes for the same files, so no times and no owners. What ustar has
 * no room for, names beyond 100 characters and sizes from 8 GiB on, goes into an extended header.
 */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final long SIZE = 1L << 33;
    private static final int MODE = 0644;
    private static final char FILE = '0';
    private static final char EXTENDED = 'x';
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_WIDTH = 8;

    private final WritableByteChannel out;

    TarWriter(WritableByteChannel out) {
        this.out = out;
    }

    /** Who writes the content of an entry: as many bytes as were said. */
    interface Body<X extends Exception> {
        void write(WritableByteChannel out) throws IOException, X;
    }

    void file(String name, byte[] content) throws IOException {
        this.<RuntimeException>file(name, content.length, its -> writeAll(its, ByteBuffer.wrap(content)));
    }

    /** @param size in bytes, as the body writes them */
    <X extends Exception> void file(String name, long size, Body<X> body) throws IOException, X {
        String extended = (name.length() > NAME ? record("path", name) : "")
                + (size >= SIZE ? record("size", Long.toString(size)) : "");
        if (!extended.isEmpty()) {
            byte[] records = extended.getBytes(StandardCharsets.UTF_8);
            put(header("pax-header", records.length, EXTENDED));
            put(records);
            pad(records.length);
        }
        put(header(name.substring(0, Math.min(NAME, name.length())), size >= SIZE ? 0 : size, FILE));
        body.write(out);
        pad(size);
    }

    /** Its length counts itself. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length();
        while (Integer.toString(length).length() + rest.length() != length) {
            length = Integer.toString(length).length() + rest.length();
        }
        return length + rest;
    }

    private static byte[] header(String name, long size, char type) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, NAME, octal(MODE, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(size, 11));
        put(header, 136, octal(0, 11));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        Arrays.fill(header, CHECKSUM, CHECKSUM + CHECKSUM_WIDTH, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, CHECKSUM, octal(sum, 6) + "\0");
        return header;
    }

    private static String octal(long number, int digits) {
        return String.format("%0" + digits + "o", number);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        put(new byte[(int) (-size & (BLOCK - 1))]);
    }

    private void put(byte[] bytes) throws IOException {
        writeAll(out, ByteBuffer.wrap(bytes));
    }

    /** A pipe takes what it has room for. */
    static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Writes the two empty blocks that end a tar. */
    void end() throws IOException {
        put(new byte[2 * BLOCK]);
    }
}
