// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.TextInput;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --jobs}. */
public final class JobsOption {
    private static final int DEFAULT = 32;
    private static final int MAX = 1000;
    private static final Pattern ARGUMENT = Pattern.compile("(?:-j|--jobs)[= ]?(\\d{1,4})(?: .*)?");

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "" + DEFAULT,
            description = "Requests in flight, and reads from disk at once, at most (default: ${DEFAULT-VALUE}).")
    private int jobs;

    /** @throws Usage if the number makes no sense */
    int count() {
        if (jobs < 1 || jobs > MAX) {
            throw new Usage("--jobs is " + jobs, "Give a number from 1 to " + MAX + ".");
        }
        return jobs;
    }

    /** The number before picocli runs, for the one setting that cannot wait; what is malformed, picocli will say. */
    static int peek(String[] args, Map<String, String> environment) {
        for (int i = args.length - 1; i >= 0; i--) {
            String argument = args[i] + (i + 1 < args.length ? " " + args[i + 1] : "");
            Matcher matcher = ARGUMENT.matcher(argument);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        String twin = TextInput.value(environment.getOrDefault("SALVOR_JOBS", ""));
        return twin.matches("\\d{1,4}") ? Integer.parseInt(twin) : DEFAULT;
    }
}
