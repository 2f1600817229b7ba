// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
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

    /** The same, packed by zstd. */
    public static byte[] zstdLayer(long seed, int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
            zstd.write(uncompressed(layer(seed, size)));
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
        try (InputStream bytes = unpacking(layer)) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream unpacking(byte[] layer) throws IOException {
        InputStream bytes = new ByteArrayInputStream(layer);
        if (begins(layer, 0x1f, 0x8b)) {
            return new GZIPInputStream(bytes);
        }
        return begins(layer, 0x28, 0xb5, 0x2f, 0xfd) ? new ZstdInputStream(bytes) : bytes;
    }

    private static boolean begins(byte[] layer, int... magic) {
        return layer.length > magic.length
                && IntStream.range(0, magic.length).allMatch(i -> layer[i] == (byte) magic[i]);
    }
}
