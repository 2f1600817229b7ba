// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathArgumentTest {
    @TempDir
    private Path temp;

    /** What the process does that the test starts: opens each of its arguments as a storage. */
    public static void main(String[] arguments) {
        for (String argument : arguments) {
            Storage.open(PathArgument.ofThisProcess().convert(argument.substring(argument.indexOf('=') + 1)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C,       b\\377d",
        "C,       b\\303\\244d",
        "C,       b\\303\\244\\377 d%20?",
        "C.UTF-8, b\\377d",
        "C.UTF-8, b\\303\\244d",
        "C.UTF-8, b\\303\\244\\377 d%20?",
    })
    void aPathIsReadByItsBytesInAnyLocale(String locale, String name) throws IOException, InterruptedException {
        String script = "cd \"$1\" && n=\"$(printf '" + name.replace("%", "%%")
                + "')\" && mkdir -p \"$n/v2/blobs\" && exec \"$2\" -cp \"$3\" \"$4\" \"$n\" \"./$n/v2\" \"$1/$n\" \"--storage=$1/$n\"";
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        temp.toRealPath().toString(),
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        System.getProperty("java.class.path"),
                        PathArgumentTest.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void textThatWasNotTypedIsTakenAsItIs() {
        assertThat(PathArgument.ofThisProcess().convert("/default/bäd")).isEqualTo(Path.of("/default/bäd"));
        assertThat(Files.exists(PathArgument.ofThisProcess().convert("/?"))).isFalse();
    }
}
