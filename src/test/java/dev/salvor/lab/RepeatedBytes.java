// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.InputStream;
import java.util.Arrays;

/** The same byte over and over, as long as a test wants, without memory for it. */
public final class RepeatedBytes extends InputStream {
    private final byte value;
    private long left;

    public RepeatedBytes(char ascii, long length) {
        this.value = (byte) ascii;
        this.left = length;
    }

    @Override
    public int read() {
        return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int some = (int) Math.min(left, length);
        if (some <= 0) {
            return length == 0 ? 0 : -1;
        }
        Arrays.fill(into, from, from + some, value);
        left -= some;
        return some;
    }
}
