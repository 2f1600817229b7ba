// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import dev.salvor.TextInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lookup reads of its surroundings.
 *
 * @param variables the environment variables
 * @param home the directory of the user
 * @param runDirectory where podman and skopeo keep the login of a session if {@code XDG_RUNTIME_DIR} is not set:
 *     {@code /run/containers/<uid>}
 */
public record Environment(Map<String, String> variables, Path home, Path runDirectory) {
    static final String AUTH_FILE = "REGISTRY_AUTH_FILE";

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The surroundings of this process. */
    public static Environment ofProcess() {
        Map<String, String> variables = System.getenv();
        return new Environment(variables, home(variables), Path.of("/run/containers", uid()));
    }

    /** The same with {@code --authfile}: only that file is read, whatever {@code REGISTRY_AUTH_FILE} says. */
    public Environment withAuthFile(Path file) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(AUTH_FILE, file.toString());
        return new Environment(changed, home, runDirectory);
    }

    /** The value of a variable; empty if it is not set, or set to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(TextInput::value).filter(value -> !value.isEmpty());
    }

    /** The names only: passwords come by environment variables too. */
    @Override
    public String toString() {
        return "Environment[variables=" + variables.keySet() + ", home=" + home + ", runDirectory=" + runDirectory
                + "]";
    }

    /** In a native image {@code user.home} comes from the passwd entry, never from HOME, and is "?" without one. */
    private static Path home(Map<String, String> variables) {
        String home = variables.getOrDefault("HOME", "");
        String known = home.isEmpty() ? System.getProperty("user.home", "?") : home;
        return Path.of(known.equals("?") ? "/" : known);
    }

    /** Java does not tell the user id, but a process owns its directory in /proc; where there is none, it is not needed. */
    private static String uid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException | UnsupportedOperationException noProc) {
            return "";
        }
    }
}
