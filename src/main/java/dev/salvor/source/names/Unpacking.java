// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.source.names.zstd.ZstdStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Takes the compression from around a file, whatever it is called; more than one, if there is more. */
public final class Unpacking {
    /** So much of a file is looked at to recognise it. */
    static final int HEAD = 1 << 16;

    private static final int LAYERS = 3;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    /** Of xz's own dictionaries the largest that its levels use is 64 MiB; more is no honest file. */
    private static final int MOST_KIB = 128 << 10;

    private Unpacking() {}

    /** A stream whose first bytes can be read twice. */
    public static BufferedInputStream of(InputStream packed) throws IOException {
        BufferedInputStream in = new BufferedInputStream(packed, HEAD);
        for (int layer = 0; layer < LAYERS; layer++) {
            byte[] head = head(in, XZ.length);
            if (startsWith(head, GZIP)) {
                in = new BufferedInputStream(new GZIPInputStream(in, HEAD), HEAD);
            } else if (startsWith(head, XZ)) {
                in = new BufferedInputStream(new XZInputStream(in, MOST_KIB), HEAD);
            } else if (ZstdStream.isMeantBy(head)) {
                in = new BufferedInputStream(new ZstdStream(in), HEAD);
            } else {
                return in;
            }
        }
        return in;
    }

    /** The first bytes; reading goes on in front of them. Of a file that is cut there are fewer: who reads on meets that again. */
    static byte[] head(BufferedInputStream in, int most) throws IOException {
        byte[] head = new byte[most];
        int length = 0;
        in.mark(most);
        try {
            int some = 0;
            while (some >= 0 && length < most) {
                length += some;
                some = in.read(head, length, most - length);
            }
        } catch (IOException e) {
            if (length == 0) {
                throw e;
            }
        }
        in.reset();
        return Arrays.copyOf(head, length);
    }

    static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}
