// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes for blobs, the same for the same seed. */
public final class TestContent {
    private static final int TAR_BLOCK = 512;

    private TestContent() {}

    /** Bytes that no compression makes smaller. */
    public static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /**
     * A layer as container tools can unpack it: a gzipped tar with one file.
     *
     * @param size of the file in it; the layer is a little larger
     */
    public static byte[] layer(long seed, int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tarHeader("data/%016x.bin".formatted(seed), size));
            gzip.write(random(seed, size));
            gzip.write(new byte[Math.floorMod(-size, TAR_BLOCK) + 2 * TAR_BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** POSIX ustar: fields at fixed offsets, numbers in octal, the checksum taken with spaces in its own place. */
    private static byte[] tarHeader(String name, int size) {
        byte[] header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, " ".repeat(8));
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    /** What a config's {@code diff_ids} are computed over. */
    static byte[] uncompressed(byte[] layer) {
        boolean isGzip = layer.length > 2 && Arrays.equals(layer, 0, 2, new byte[] {0x1f, (byte) 0x8b}, 0, 2);
        if (!isGzip) {
            return layer;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(layer))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
