// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/**
 * The table of a help, with descriptions that are broken at blanks. Picocli breaks them where {@link
 * java.text.BreakIterator#getLineInstance()} lets it, which is also behind the {@code .} and {@code :} of {@code host:port} and {@code
 * e.g.}; what it gets from here fits.
 */
final class WordTable extends TextTable {
    private final ColorScheme colors;

    /** @param columns those of picocli's own table */
    WordTable(ColorScheme colors, Column[] columns) {
        super(colors, columns);
        this.colors = colors;
    }

    @Override
    public Cell putValue(int row, int col, Text value) {
        Column column = columns()[col];
        String text = value.plainString();
        if (column.overflow != Column.Overflow.WRAP) {
            return super.putValue(row, col, value);
        }
        int room = column.width - column.indent;
        int end = end(text, 0, room);
        Cell cell = super.putValue(row, col, value.substring(0, end));
        while (end < text.length()) {
            int begin = text.charAt(end) == ' ' ? end + 1 : end;
            end = end(text, begin, room - indentWrappedLines);
            addEmptyRow();
            Text line = colors.text(" ".repeat(indentWrappedLines)).concat(value.substring(begin, end));
            cell = super.putValue(cell.row + 1, col, line);
        }
        return cell;
    }

    /** Where a line ends that begins there: at a blank; in a word that is longer than it, behind a slash if there is one. */
    private static int end(String text, int begin, int room) {
        if (text.length() - begin <= room) {
            return text.length();
        }
        int blank = text.lastIndexOf(' ', begin + room);
        if (blank > begin) {
            return blank;
        }
        int slash = text.lastIndexOf('/', begin + room - 1);
        return slash > begin ? slash + 1 : begin + room;
    }
}
