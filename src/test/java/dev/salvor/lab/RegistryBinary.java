// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds Debian's {@code docker-registry}: on the path, else unpacked below {@code target/peers}, for which nobody needs to be root.
 */
public final class RegistryBinary {
    private static final String NAME = "docker-registry";
    private static final Path PEERS =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/peers");
    private static final RegistryBinary OURS =
            new RegistryBinary(System.getenv().getOrDefault("PATH", ""), PEERS);

    private final List<Path> searchPath;
    private final Path peers;
    private Optional<Path> found = Optional.empty();
    private Optional<String> failure = Optional.empty();

    RegistryBinary(String searchPath, Path peers) {
        this.searchPath = Stream.of(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
        this.peers = peers;
    }

    /**
     * The program's file; the same answer for the life of this JVM.
     *
     * @throws IllegalStateException that says what to install, if there is no such program and no way to get it
     */
    public static Path locate() {
        return OURS.file();
    }

    synchronized Path file() {
        if (failure.isPresent()) {
            throw new IllegalStateException(failure.get());
        }
        if (found.isEmpty()) {
            try {
                found = Optional.of(command(NAME).orElseGet(this::unpacked));
            } catch (IllegalStateException e) {
                failure = Optional.of(e.getMessage());
                throw e;
            }
        }
        return found.get();
    }

    private Optional<Path> command(String name) {
        return searchPath.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Two builds at once wait for each other, so that neither starts half a file. */
    private Path unpacked() {
        try {
            Files.createDirectories(peers);
            try (FileChannel channel = FileChannel.open(
                            peers.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path file = peers.resolve(NAME);
                if (lock.isValid() && !Files.isExecutable(file)) {
                    unpackTo(file);
                }
                return file;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + NAME + " below " + peers, e);
        }
    }

    private void unpackTo(Path file) throws IOException {
        Path apt = command("apt-get").orElseThrow(() -> missing("there is no apt-get here"));
        Path dpkg = command("dpkg-deb").orElseThrow(() -> missing("there is no dpkg-deb here"));
        Path work = Files.createTempDirectory(peers, "unpack");
        AptDownload download = new AptDownload(apt, work);
        Path archive = download.fetch(NAME).orElseThrow(() -> missing(download.output()));
        Command unpack = Command.run(work, dpkg.toString(), "-x", archive.toString(), work.toString());
        Path program = work.resolve("usr/bin").resolve(NAME);
        if (!unpack.succeeded() || !Files.isExecutable(program)) {
            throw missing(unpack.output());
        }
        Files.move(program, file, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(work);
    }

    private static IllegalStateException missing(String reason) {
        return new IllegalStateException(
                "The tests need Debian's docker-registry, which is not on the PATH and could not "
                        + "be unpacked below target/peers. Install it: apt-get install docker-registry\n"
                        + reason.strip());
    }
}
