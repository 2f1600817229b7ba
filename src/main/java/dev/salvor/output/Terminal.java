// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether stderr is a terminal; Java's Console only knows of stdin and stdout together. */
public final class Terminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String STDERR = "2";

    /** Stdout first; behind {@code salvor --help | less} it is stderr or stdin that has the terminal. */
    private static final List<String> STANDARD = List.of("1", STDERR, "0");

    private Terminal() {}

    public static boolean isStderr(Map<String, String> environment) {
        if ("dumb".equals(environment.get("TERM"))) {
            return false;
        }
        return isTerminal(STDERR);
    }

    /** The terminal that somebody sits at, if there is one: its name in this process. */
    public static Optional<Path> any() {
        return STANDARD.stream().filter(Terminal::isTerminal).findFirst().map(DESCRIPTORS::resolve);
    }

    private static boolean isTerminal(String descriptor) {
        try {
            String device =
                    Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
