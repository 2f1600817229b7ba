// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A row of a {@code pg_dump}: fields between tabs, with the escapes of PostgreSQL's manual ("COPY", "Text Format"). Only the fields that are wanted
 * are decoded.
 */
final class CopyRow {
    private static final int OCTAL_DIGITS = 3;
    private static final int HEX_DIGITS = 2;
    /** So many always fit. */
    private static final int MOST_DIGITS = 18;

    private final byte[] line;
    private final int[] starts;
    private final int[] ends;

    /** @param places of the fields that are wanted; negative for one that there is not */
    CopyRow(Lines lines, int[] places) {
        this.line = lines.bytes();
        this.starts = new int[places.length];
        this.ends = new int[places.length];
        Arrays.fill(starts, -1);
        int field = 0;
        int start = 0;
        int last = Arrays.stream(places).max().orElse(-1);
        for (int i = 0; i <= lines.length() && field <= last; i++) {
            boolean isLast = i == lines.length();
            if (isLast || line[i] == '\t') {
                // what is behind the end of a line that was cut may be the rest of this field
                if (!isLast || !lines.isCut()) {
                    note(places, field, start, i);
                }
                field++;
                start = i + 1;
            }
        }
    }

    private void note(int[] places, int field, int start, int end) {
        for (int wanted = 0; wanted < places.length; wanted++) {
            if (places[wanted] == field) {
                starts[wanted] = start;
                ends[wanted] = end;
            }
        }
    }

    /** The text of a wanted field; empty if the row lacks it, or if it is null. */
    Optional<String> text(int wanted) {
        int start = starts[wanted];
        int end = ends[wanted];
        if (start < 0 || end - start == 2 && line[start] == '\\' && line[start + 1] == 'N') {
            return Optional.empty();
        }
        for (int i = start; i < end; i++) {
            if (line[i] == '\\') {
                return Optional.of(unescaped(start, end));
            }
        }
        return Optional.of(new String(line, start, end - start, StandardCharsets.UTF_8));
    }

    /** A number of a wanted field; empty if it is none. */
    Optional<Long> number(int wanted) {
        int start = starts[wanted];
        int end = ends[wanted];
        if (start < 0 || start == end || end - start > MOST_DIGITS) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return Optional.empty();
            }
            number = 10 * number + line[i] - '0';
        }
        return Optional.of(number);
    }

    private String unescaped(int start, int end) {
        byte[] bytes = new byte[end - start];
        int length = 0;
        int i = start;
        while (i < end) {
            int c = line[i++];
            if (c == '\\' && i < end) {
                c = line[i++];
                if (c >= '0' && c <= '7') {
                    int stop = digits(i - 1, end, OCTAL_DIGITS, 8);
                    c = value(i - 1, stop, 8);
                    i = stop;
                } else if (c == 'x' && digits(i, end, HEX_DIGITS, 16) > i) {
                    int stop = digits(i, end, HEX_DIGITS, 16);
                    c = value(i, stop, 16);
                    i = stop;
                } else {
                    c = control(c);
                }
            }
            bytes[length++] = (byte) c;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private int digits(int from, int end, int most, int radix) {
        int to = from;
        while (to < end && to < from + most && Character.digit(line[to], radix) >= 0) {
            to++;
        }
        return to;
    }

    private int value(int from, int to, int radix) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = radix * value + Character.digit(line[i], radix);
        }
        return value;
    }

    private static int control(int letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }
}
