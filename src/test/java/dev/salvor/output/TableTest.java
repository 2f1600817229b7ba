// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTextLeftAndNumbersRightWithoutBlanksAtTheEnds() {
        Table table = new Table().text("NAME").number("SIZE").text("STATE");
        table.row("a", "5 B", "");
        table.row("longer", "1,000 B", "damaged");
        assertThat(table).hasToString("""
                NAME       SIZE  STATE
                a           5 B
                longer  1,000 B  damaged
                """);
    }

    @Test
    void aTableWithoutRowsIsItsHeader() {
        assertThat(new Table().text("NAME").text("TAG")).hasToString("NAME  TAG\n");
    }

    @Test
    void keepsTheIndentOfACell() {
        Table table = new Table().text("PART").text("STATE");
        table.row("index", "ok");
        table.row("  layer", "ok");
        assertThat(table.toString().lines()).containsExactly("PART     STATE", "index    ok", "  layer  ok");
    }

    @Test
    void aCellOfAnyLengthStaysOnItsLine() {
        String cell = "x".repeat(5_000) + " y";
        assertThat(new Table().text("A").row(cell)).hasToString("A\n" + cell + "\n");
    }

    @Test
    void aCellCannotBreakOutOfItsLine() {
        assertThat(new Table().text("A").row("x\nFAKE  row\u001b[1A")).hasToString("A\nx\\u000aFAKE  row\\u001b[1A\n");
    }
}
