// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads lines as bytes, in constant memory whatever their length: of a line that is too long only the beginning is kept. */
final class Lines {
    /** A row of Harbor's has some KiB; the longest are annotations, and these stand behind what is wanted. */
    static final int LONGEST = 1 << 20;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private byte[] line = new byte[CHUNK];
    private int length;
    private long number;
    private boolean isCut;
    private boolean isEnded;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end
     */
    boolean next() throws IOException {
        length = 0;
        isCut = false;
        isEnded = false;
        boolean any = false;
        while (!isEnded) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(chunk));
                if (end == 0) {
                    break;
                }
            }
            any = true;
            int stop = at;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            append(at, stop);
            isEnded = stop < end;
            at = isEnded ? stop + 1 : stop;
        }
        number += any ? 1 : 0;
        if (length > 0 && line[length - 1] == '\r' && !isCut) {
            length--;
        }
        return any;
    }

    private void append(int from, int to) {
        int room = Math.min(to - from, LONGEST - length);
        isCut |= room < to - from;
        if (length + room > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(2 * line.length, length + room)));
        }
        System.arraycopy(chunk, from, line, length, room);
        length += room;
    }

    /** Of the line, from 1. */
    long number() {
        return number;
    }

    /** Whether there was more of the line than {@link #LONGEST} bytes. */
    boolean isCut() {
        return isCut;
    }

    /** Whether a line feed was behind it: the last line of a file that was cut has none. */
    boolean isEnded() {
        return isEnded;
    }

    /** The bytes of the line, valid up to {@link #length()} and until the next one. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    boolean startsWith(String ascii) {
        if (length < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (line[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
