// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a class in a process that is not root's: root may read all. */
public final class Unprivileged {
    private final Path directory;
    private final Path classes;

    /**
     * @param directory that others get the right to enter, and copies of the classes: the build may run where only root can enter
     * @param from of these and of all beside them
     */
    public Unprivileged(Path directory, Class<?>... from) {
        this.directory = directory;
        this.classes = directory.resolve("classes");
        for (Class<?> each : from) {
            copy(each);
        }
    }

    /** @return the lines that it prints */
    public List<String> run(Class<?> main, String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
                command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            }
            String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
            command.addAll(List.of(java, "-cp", classes.toString(), main.getName()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void copy(Class<?> one) {
        try {
            Path from = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(from.resolve("dev/salvor"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = classes.resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
