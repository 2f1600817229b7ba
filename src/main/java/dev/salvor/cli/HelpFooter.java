// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * The end of a help: examples, which begin with two blanks, and prose. Picocli would break a command in the middle of a name; here it
 * can still be copied, by the shell's own rules.
 */
final class HelpFooter {
    private static final String INDENT = "      ";

    /** Blanks outside of quotes, where a shell lets a command go on in the next line. */
    private static final String BETWEEN_WORDS = " (?=(?:[^']*'[^']*')*[^']*$)";

    private static final String BEFORE_REMARK = "(?<=\\S) {2,}(?=\\S)";

    private HelpFooter() {}

    static String of(String[] lines, int width) {
        StringJoiner text = new StringJoiner("\n", "", "\n");
        List<String> prose = new ArrayList<>();
        for (String line : lines) {
            boolean isExample = line.startsWith("  ");
            if (!isExample && !line.isEmpty()) {
                prose.add(line);
                continue;
            }
            paragraph(prose, width, text);
            example(line, width, text);
        }
        paragraph(prose, width, text);
        return text.toString();
    }

    private static void paragraph(List<String> lines, int width, StringJoiner text) {
        if (!lines.isEmpty()) {
            wrap(String.join(" ", lines).split(" "), "", "", width).forEach(text::add);
            lines.clear();
        }
    }

    private static void example(String line, int width, StringJoiner text) {
        if (line.length() <= width) {
            text.add(line);
            return;
        }
        String[] parts = line.strip().split(BEFORE_REMARK, 2);
        wrap(parts[0].split(BETWEEN_WORDS), "  ", " \\", width).forEach(text::add);
        Arrays.stream(parts)
                .skip(1)
                .forEach(remark ->
                        wrap(("# " + remark).split(" "), INDENT, "", width).forEach(text::add));
    }

    /**
     * Lines of as many words as fit.
     *
     * @param first in front of the first line; of the others {@code INDENT}, if it is not empty
     * @param mark at the end of all lines but the last
     */
    private static List<String> wrap(String[] words, String first, String mark, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean isNew = true;
        for (String word : words) {
            if (!isNew && line.length() + 1 + word.length() + mark.length() > width) {
                lines.add(line + mark);
                line = new StringBuilder(first.isEmpty() ? "" : INDENT);
                isNew = true;
            }
            line.append(isNew ? "" : " ").append(word);
            isNew = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
