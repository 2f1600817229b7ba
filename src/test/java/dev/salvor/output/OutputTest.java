// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theResultGoesToStdoutAndTheStoryToStderr() {
        Output output = output(false, false);
        output.tell("a story");
        output.warn("a danger");
        output.result("the result\n");
        assertThat(text(out)).isEqualTo("the result\n");
        assertThat(text(err)).isEqualTo("a story\nwarning: a danger\n");
    }

    @Test
    void whatIsToldStaysOneLine() {
        output(false, false).tell("words of a registry\r\n\u001b[1Afake");
        assertThat(text(err)).isEqualTo("words of a registry\\u000d\\u000a\\u001b[1Afake\n");
    }

    @Test
    void aTraceIsForThoseWhoAskForIt() {
        output(false, false).trace("detail");
        assertThat(text(err)).isEmpty();
        output(false, true).trace("detail");
        assertThat(text(err)).isEqualTo("detail\n");
    }

    @Test
    void theStatusLineIsErasedBeforeAnythingElseIsPrinted() {
        Output output = output(true, false);
        output.status("scanning\u001b]0;x");
        output.tell("a story");
        output.result("the result\n");
        assertThat(text(err)).isEqualTo("\r\u001b[2Kscanning\\u001b]0;x\r\u001b[2Ka story\n");
    }

    private Output output(boolean terminal, boolean verbose) {
        return new Output(stream(out), stream(err), terminal, verbose);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
