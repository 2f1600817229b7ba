// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fetches a Debian package into a directory without being root, also where apt has no package lists or old ones. */
final class AptDownload {
    private final Path apt;
    private final Path directory;
    private final StringBuilder output = new StringBuilder();

    AptDownload(Path apt, Path directory) {
        this.apt = apt;
        this.directory = directory;
    }

    /** The package's archive; empty if apt cannot get it, and {@link #output()} says why. */
    Optional<Path> fetch(String packageName) throws IOException {
        if (apt(List.of(), "download", packageName)) {
            return archive();
        }
        List<String> own = ownLists();
        if (apt(own, "update") && apt(own, "download", packageName)) {
            return archive();
        }
        return Optional.empty();
    }

    /** All that apt said. */
    String output() {
        return output.toString();
    }

    /** Options that make apt keep its lists here: /var/lib/apt is root's. */
    private List<String> ownLists() throws IOException {
        Path state = directory.resolve("apt/state");
        Path cache = directory.resolve("apt/cache");
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        return List.of("-o", "Dir::State=" + state, "-o", "Dir::Cache=" + cache, "-o", "APT::Sandbox::User=root");
    }

    private boolean apt(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(apt.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        Command run = Command.run(directory, command.toArray(String[]::new));
        output.append(run.output());
        return run.succeeded();
    }

    private Optional<Path> archive() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".deb")).findFirst();
        }
    }
}
