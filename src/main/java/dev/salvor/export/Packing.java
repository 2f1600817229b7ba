// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** What is around a tar. */
public enum Packing {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER = 64 << 10;

    /** That of a file of this name, as other programs take it: nobody expects a plain tar in carried.tar.zst. */
    public static Packing of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz") || lower.endsWith(".tgz")) {
            return GZIP;
        }
        return lower.endsWith(".zst") || lower.endsWith(".tzst") ? ZSTD : NONE;
    }

    OutputStream around(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            // it hands on what it has in pieces of any size
            case ZSTD -> new ZstdOutputStream(new BufferedOutputStream(out, BUFFER));
        };
    }
}
