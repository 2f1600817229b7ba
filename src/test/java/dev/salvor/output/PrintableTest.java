// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "devops/bmcx:1.1.0", "Zürich, 東京 und 🚀", "a\\u001b is typed text", "a b"})
    void plainTextIsUnchanged(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "27,   \\u001b",
        "7,    \\u0007",
        "0,    \\u0000",
        "9,    \\u0009",
        "10,   \\u000a",
        "13,   \\u000d",
        "127,  \\u007f",
        "155,  \\u009b",
        "8238, \\u202e",
        "8296, \\u2068",
        "8232, \\u2028",
        "65279, \\ufeff",
    })
    void whatSteersATerminalOrHidesTextBecomesVisible(int codePoint, String shown) {
        assertThat(Printable.of("a" + Character.toString(codePoint) + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void anEscapeSequenceLosesItsPowerAndKeepsItsText() {
        assertThat(Printable.of("\u001b[2Kok\u001b]0;title\u0007")).isEqualTo("\\u001b[2Kok\\u001b]0;title\\u0007");
    }

    @Test
    void halfACharacterIsEscaped() {
        assertThat(Printable.of("a\ud83d")).isEqualTo("a\\ud83d");
    }
}
