// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Asks the programs {@code docker-credential-<name>}. What goes wrong with one is a warning, and there is no login. */
final class CredentialHelper {
    private final Environment environment;
    private final Consumer<String> warnings;
    private final Duration timeout;

    CredentialHelper(Environment environment, Consumer<String> warnings, Duration timeout) {
        this.environment = environment;
        this.warnings = warnings;
        this.timeout = timeout;
    }

    static String program(String name) {
        return "docker-credential-" + name;
    }

    /** Asks for one server after another until there is a login. */
    Optional<Credentials> get(String name, List<String> servers) {
        Optional<Path> executable = onPath(program(name));
        if (executable.isEmpty()) {
            warnings.accept("The credential helper " + program(name) + " is not on the PATH: its logins are not used");
            return Optional.empty();
        }
        for (String server : servers) {
            switch (ask(executable.get(), server)) {
                case HelperAnswer.Login(Credentials credentials) -> {
                    return Optional.of(credentials);
                }
                case HelperAnswer.NotThere() -> {}
                case HelperAnswer.Failed(String why) -> {
                    warnings.accept("The credential helper " + program(name) + " " + why + " (asked for " + server
                            + "): its logins are not used");
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** In the PATH of the environment that was given, which {@link ProcessBuilder} would not look at. */
    private Optional<Path> onPath(String program) {
        if (program.contains("/")) {
            return Optional.empty();
        }
        return Arrays.stream(environment.variable("PATH").orElse("").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private HelperAnswer ask(Path executable, String server) {
        Process process;
        try {
            process = start(executable);
        } catch (IOException e) {
            return new HelperAnswer.Failed("cannot be started");
        }
        try {
            return answer(process, server);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(Path executable) throws IOException {
        // What a helper says on stderr is for its authors; a prompt for a passphrase goes to the terminal by itself.
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "get").redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        return builder.start();
    }

    private HelperAnswer answer(Process process, String server) {
        // Not joined if time is up: a daemon that the helper left behind may hold its end of the pipe open for ever.
        CompletableFuture<byte[]> stdout =
                CompletableFuture.supplyAsync(() -> readAll(process), Thread::startVirtualThread);
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedWithoutReading) {
            // What it answers counts all the same.
        }
        try {
            byte[] said = stdout.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? HelperAnswer.of(process.exitValue(), said)
                    : late();
        } catch (TimeoutException e) {
            return late();
        } catch (ExecutionException e) {
            return new HelperAnswer.Failed("cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HelperAnswer.Failed("was interrupted");
        }
    }

    private HelperAnswer late() {
        return new HelperAnswer.Failed("did not answer within " + timeout.toSeconds() + " s");
    }

    private static byte[] readAll(Process process) {
        try (var stdout = process.getInputStream()) {
            return stdout.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
