// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Terminal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide a help is printed: {@code COLUMNS} where it is set, which shells mostly keep to themselves, else as wide as the terminal. Java
 * cannot ask for that; {@code stty} can. Without a terminal nothing is run.
 */
final class HelpWidth {
    /** What is left of the column of descriptions in less cannot be read. */
    private static final int LEAST = 60;

    /** Longer lines are hard to read. */
    private static final int MOST = 120;

    private static final int USUAL = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{1,5})\\s*");
    private static final long PATIENCE_MILLIS = 500;

    private HelpWidth() {}

    static int of(Map<String, String> environment) {
        return of(environment, Terminal.any());
    }

    /** @param terminal its device, if there is one */
    static int of(Map<String, String> environment, Optional<Path> terminal) {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[1-9]\\d{0,4}")
                ? Integer.parseInt(columns)
                : terminal.flatMap(HelpWidth::askStty).orElse(USUAL);
        return Math.clamp(width, LEAST, MOST);
    }

    /** Empty also where there is no such program, as in an image from scratch, or the terminal says 0, as a serial one does. */
    private static Optional<Integer> askStty(Path terminal) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            Matcher said = ROWS_AND_COLUMNS.matcher(
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            return said.matches()
                    ? Optional.of(Integer.parseInt(said.group(1))).filter(width -> width > 0)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
