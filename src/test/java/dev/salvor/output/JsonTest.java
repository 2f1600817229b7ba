// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final String UNTRUSTED = "a\u001b[2K\u009b2K\u202e\u2028\udb40\udc01\nb ü 🚀";

    @Test
    void noControlCharacterIsPrintedAndEveryOneIsRead() throws IOException {
        String line = Json.line(Json.object().put("words", UNTRUSTED));
        assertThat(line.codePoints()).noneMatch(Printable::isDangerous);
        assertThat(line).contains("ü 🚀");
        assertThat(new ObjectMapper().readTree(line).path("words").textValue()).isEqualTo(UNTRUSTED);
    }

    @Test
    void prettyBreaksLinesBetweenFieldsOnly() throws IOException {
        String pretty = Json.pretty(Json.object().put("a", UNTRUSTED).put("b", 1));
        assertThat(pretty.lines()).hasSize(4);
        assertThat(pretty).endsWith("}\n");
        assertThat(new ObjectMapper().readTree(pretty).path("a").textValue()).isEqualTo(UNTRUSTED);
    }
}
