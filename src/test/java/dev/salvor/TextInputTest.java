// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextInputTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aMarkSaysTheEncodingAndIsNoPartOfTheText(String charset) throws IOException {
        Path file = file("\ufeffgrün\r\n\r\nb\r\n", Charset.forName(charset));

        assertThat(TextInput.lines(file)).containsExactly("grün", "", "b");
        assertThat(TextInput.read(file, StandardCharsets.ISO_8859_1)).startsWith("grün\r\n");
    }

    @Test
    void withoutAMarkItIsUtf8OrWhatTheCallerKnows() throws IOException {
        assertThat(TextInput.lines(file("grün\nb", StandardCharsets.UTF_8))).containsExactly("grün", "b");
        assertThat(TextInput.read(file("grün", StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .isEqualTo("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ef", "\u00ef\u00bb", "\u00fe", "\u00ff", "\u00ef\u00bbx"})
    void theBeginningOfAMarkIsText(String bytes) throws IOException {
        Path file = file(bytes, StandardCharsets.ISO_8859_1);

        assertThat(TextInput.read(file, StandardCharsets.ISO_8859_1)).isEqualTo(bytes);
    }

    /** Somebody types one line and waits: what comes after it is not asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"p\n", "\n", "secret\n"})
    void aLineIsReadAsSoonAsItEnds(String typed) throws IOException {
        InputStream waiting = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("asked for more than the line");
            }
        };
        InputStream terminal =
                new SequenceInputStream(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), waiting);

        assertThat(TextInput.reader(terminal).readLine()).isEqualTo(typed.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "\ufeffv", "v\r\n", "v\r", "v\n\n"})
    void aVariableHasNoMarkAndNoLineEnd(String value) {
        assertThat(TextInput.value(value)).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " v ", "a\nb", "a\rb", "v\t"})
    void allElseOfAVariableIsItsValue(String value) {
        assertThat(TextInput.value(value)).isEqualTo(value);
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(root.resolve("file"), text.getBytes(charset));
    }
}
