// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns of text without lines between them, as kubectl and docker print. Cells may be untrusted. */
public final class Table {

    private final List<Column> columns = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();

    public Table text(String header) {
        return column(header, HorizontalAlign.LEFT);
    }

    public Table number(String header) {
        return column(header, HorizontalAlign.RIGHT);
    }

    public Table row(Object... cells) {
        Object[] printable = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            printable[i] = Printable.of(cells[i].toString());
        }
        rows.add(printable);
        return this;
    }

    /** Lines without trailing blanks, each ended. */
    @Override
    public String toString() {
        String table = AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .lineSeparator("\n")
                .data(columns.toArray(Column[]::new), rows.toArray(Object[][]::new))
                .asString();
        return table.lines()
                .map(Table::withoutPadding)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** freva pads every cell with a blank on each side, also where there is no border; blanks of the cell itself stay. */
    private static String withoutPadding(String line) {
        return line.substring(1).stripTrailing();
    }

    private Table column(String header, HorizontalAlign align) {
        columns.add(new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(Integer.MAX_VALUE, OverflowBehaviour.NEWLINE));
        return this;
    }
}
