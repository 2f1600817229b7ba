// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A tar, header by header, also as no program would write it. */
final class TarBytes {
    private static final int BLOCK = 512;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** All files below a directory, the last first: as a tar may have them. */
    static TarBytes of(Path directory) throws IOException {
        TarBytes tar = new TarBytes();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(Files::isRegularFile).sorted().toList().reversed()) {
                tar.file(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return tar;
    }

    TarBytes file(String name, byte[] content) {
        if (name.length() > 100) {
            byte[] longName = (name + "\0").getBytes(StandardCharsets.UTF_8);
            entry("././@LongLink", 'L', longName.length, "").content(longName);
        }
        return entry(name, '0', content.length, "").content(content);
    }

    TarBytes entry(String name, char type, long size, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 0, 100, name);
        put(header, 124, 12, String.format("%011o", size));
        put(header, 136, 12, String.format("%011o", 1_700_000_000L));
        header[156] = (byte) type;
        put(header, 157, 100, target);
        put(header, 257, 8, "ustar\00000");
        put(header, 148, 8, "        ");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, 8, String.format("%06o\0 ", sum));
        bytes.writeBytes(header);
        return this;
    }

    TarBytes content(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    int length() {
        return bytes.size();
    }

    byte[] ended() {
        bytes.writeBytes(new byte[2 * BLOCK]);
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, int most, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(value, 0, header, at, Math.min(most, value.length));
    }
}
