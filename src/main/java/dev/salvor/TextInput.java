// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The one way to read text that people and their tools wrote: files that options name, stdin, variables. Editors of Windows put a byte
 * order mark in front, PowerShell's {@code >} writes UTF-16, and lines end in CR LF; none of that is part of a name or a password.
 */
public final class TextInput {
    /** In hexadecimal (Unicode Standard, 23.8). */
    private static final Map<String, Charset> MARKS = Map.of(
            "efbbbf", StandardCharsets.UTF_8,
            "fffe", StandardCharsets.UTF_16LE,
            "feff", StandardCharsets.UTF_16BE);

    private static final int LONGEST_MARK = 3;

    private TextInput() {}

    /** The lines of a file, without what ends them. */
    public static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return reader(in).readAllLines();
        }
    }

    /**
     * All text of a file.
     *
     * @param unmarked what it is written in if no mark says so
     */
    public static String read(Path file, Charset unmarked) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return reader(in, unmarked).readAllAsString();
        }
    }

    /** Takes no byte more than it needs: somebody may be typing. Bytes that are no UTF-8 become U+FFFD. */
    public static BufferedReader reader(InputStream in) throws IOException {
        return reader(in, StandardCharsets.UTF_8);
    }

    /** The value of a variable: files of variables are text, too, and Secrets are often made with the line's end. */
    public static String value(String variable) {
        String text = variable.startsWith("\ufeff") ? variable.substring(1) : variable;
        return text.replaceFirst("[\r\n]+$", "");
    }

    private static BufferedReader reader(InputStream in, Charset unmarked) throws IOException {
        byte[] head = new byte[LONGEST_MARK];
        int length = 0;
        String read = "";
        while (!MARKS.containsKey(read) && begins(read)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head[length++] = (byte) next;
            read = HexFormat.of().formatHex(head, 0, length);
        }
        if (MARKS.containsKey(read)) {
            return new BufferedReader(new InputStreamReader(in, MARKS.get(read)));
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(head, length)), in);
        return new BufferedReader(new InputStreamReader(all, unmarked));
    }

    private static boolean begins(String read) {
        return MARKS.keySet().stream().anyMatch(mark -> mark.startsWith(read));
    }
}
