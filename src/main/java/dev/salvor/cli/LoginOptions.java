// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.TextInput;
import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.login.CredentialLookup;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Environment;
import dev.salvor.registry.login.FoundCredentials;
import dev.salvor.registry.login.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Who logs in to the registry. A password is never an argument: arguments are visible to every user of the machine. */
public final class LoginOptions {
    private static final String PASSWORD_VARIABLE = "SALVOR_PASSWORD";
    private static final char NOT_UTF_8 = '\ufffd';

    @Option(
            names = "--username",
            paramLabel = "USER",
            description = "User or robot account; the password comes from stdin, a file or $" + PASSWORD_VARIABLE + ".")
    private String username;

    @Option(names = "--password-stdin", description = "Read the password from the first line of stdin.")
    private boolean passwordStdin;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read the password from the first line of a file.")
    private Path passwordFile;

    @Option(
            names = "--authfile",
            paramLabel = "FILE",
            description =
                    "File written by docker, podman or skopeo login, or a mounted .dockerconfigjson (default: their usual places).")
    private Path authfile;

    @Option(
            names = "--auth",
            paramLabel = "auto|basic|token",
            defaultValue = "auto",
            description =
                    "How to log in: as the registry asks, by name and password with every request, or by tokens only: the"
                            + " password goes to the token service and nowhere else (default: ${DEFAULT-VALUE}).")
    private Authentication authentication;

    Authentication authentication() {
        return authentication;
    }

    /** The option, as typed, that makes the login come from stdin. */
    Optional<String> stdinOption() {
        if (passwordStdin) {
            return Optional.of("--password-stdin");
        }
        if (passwordFile != null && Stdin.isMeantBy(passwordFile)) {
            return Optional.of("--password-file " + passwordFile);
        }
        return Optional.ofNullable(authfile).filter(Stdin::isMeantBy).map(file -> "--authfile " + file);
    }

    /** What {@link #find} found, looked for once more; stdin and the environment say nothing new. What goes wrong leaves it as it was. */
    Supplier<Credentials> again(FoundCredentials found, Endpoint endpoint, Output output) {
        boolean isFixed = stdinOption().isPresent() || username != null && passwordFile == null;
        return () -> {
            try {
                return isFixed ? found.credentials() : find(endpoint, output).credentials();
            } catch (Failure | Usage e) {
                output.warn("the login cannot be read again: " + e.getMessage());
                return found.credentials();
            }
        };
    }

    FoundCredentials find(Endpoint endpoint, Output output) {
        if (username == null) {
            if (passwordStdin || passwordFile != null) {
                throw new Usage("a password is given without a user", "Add --username.");
            }
            Environment process = Environment.ofProcess();
            Environment environment = authfile == null ? process : process.withAuthFile(authfile);
            return new CredentialLookup(environment, output::warn).find(endpoint, endpoint.prefix());
        }
        String password;
        String origin;
        if (passwordStdin) {
            password = firstLineOfStdin();
            origin = "stdin";
        } else if (passwordFile != null) {
            password = firstLine(passwordFile);
            origin = passwordFile.toString();
        } else if (System.getenv(PASSWORD_VARIABLE) != null) {
            password = TextInput.value(System.getenv(PASSWORD_VARIABLE));
            origin = "$" + PASSWORD_VARIABLE;
        } else {
            throw new Usage(
                    "--username " + username + " comes without a password",
                    "Add --password-stdin or --password-file, or set " + PASSWORD_VARIABLE + ".");
        }
        return new FoundCredentials(
                new Credentials.Password(username, Secret.of(password)),
                "--username " + username + ", password from " + origin);
    }

    private static String firstLineOfStdin() {
        try {
            return password(
                    TextInput.reader(System.in).readLine(), "stdin", "Pipe it in: salvor … --password-stdin < FILE.");
        } catch (IOException e) {
            throw new Failure.Source("cannot read the password from stdin: " + e.getMessage(), "", e);
        }
    }

    private static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return password(
                    TextInput.reader(in).readLine(), "the password file " + file, "Its first line is the password.");
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot read the password file " + file + ": " + IoReason.of(e), "Check its path and rights.", e);
        }
    }

    /** @param line null if there is none */
    private static String password(String line, String origin, String advice) {
        if (line == null || line.isEmpty()) {
            throw new Usage(origin + " holds no password", advice);
        }
        if (line.indexOf(NOT_UTF_8) >= 0) {
            throw new Usage(
                    "the password in " + origin + " is not UTF-8", "Write it in UTF-8, as the registry expects it.");
        }
        return line;
    }
}
