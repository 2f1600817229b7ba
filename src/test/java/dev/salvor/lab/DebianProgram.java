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
 * A program of Debian that the tests run: the one on the path, else unpacked below {@code target/peers}, for which nobody needs to be root.
 */
public final class DebianProgram {
    private static final Path PEERS =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/peers");
    private static final String PATH = System.getenv().getOrDefault("PATH", "");
    private static final DebianProgram REGISTRY = new DebianProgram("docker-registry", "docker-registry", PATH, PEERS);
    private static final DebianProgram SKOPEO = new DebianProgram("skopeo", "skopeo", PATH, PEERS);
    private static final DebianProgram BUILDAH = new DebianProgram("buildah", "buildah", PATH, PEERS);
    private static final DebianProgram CONTAINERD = new DebianProgram("containerd", "containerd", PATH, PEERS);
    private static final DebianProgram CTR = new DebianProgram("ctr", "containerd", PATH, PEERS);
    private static final DebianProgram ZSTD = new DebianProgram("zstd", "zstd", PATH, PEERS);
    private static final DebianProgram QEMU = new DebianProgram("qemu-x86_64-static", "qemu-user-static", PATH, PEERS);

    private final String name;
    private final String packageName;

    private final List<Path> searchPath;
    private final Path peers;
    private Optional<Path> found = Optional.empty();
    private Optional<String> failure = Optional.empty();

    DebianProgram(String name, String packageName, String searchPath, Path peers) {
        this.name = name;
        this.packageName = packageName;
        this.searchPath = Stream.of(searchPath.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
        this.peers = peers;
    }

    /**
     * The registry's file; the same answer for the life of this JVM.
     *
     * @throws IllegalStateException that says what to install, if there is no such program and no way to get it
     */
    public static Path registry() {
        return REGISTRY.file();
    }

    /** The same of qemu, which runs programs on processors of its own making. */
    public static Path qemu() {
        return QEMU.file();
    }

    /** The same of skopeo, which copies images between registries and files. */
    public static Path skopeo() {
        return SKOPEO.file();
    }

    /** The same of zstd. */
    public static Path zstd() {
        return ZSTD.file();
    }

    /** The same of buildah, whose libraries must be installed. */
    public static Path buildah() {
        return BUILDAH.file();
    }

    /** The same of containerd. */
    public static Path containerd() {
        return CONTAINERD.file();
    }

    /** The same of containerd's client. */
    public static Path ctr() {
        return CTR.file();
    }

    synchronized Path file() {
        if (failure.isPresent()) {
            throw new IllegalStateException(failure.get());
        }
        if (found.isEmpty()) {
            try {
                found = Optional.of(command(name).orElseGet(this::unpacked));
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
                Path file = peers.resolve(name);
                if (lock.isValid() && !Files.isExecutable(file)) {
                    unpackTo(file);
                }
                return file;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " below " + peers, e);
        }
    }

    private void unpackTo(Path file) throws IOException {
        Path apt = command("apt-get").orElseThrow(() -> missing("there is no apt-get here"));
        Path dpkg = command("dpkg-deb").orElseThrow(() -> missing("there is no dpkg-deb here"));
        Path work = Files.createTempDirectory(peers, "unpack");
        AptDownload download = new AptDownload(apt, work);
        Path archive = download.fetch(packageName).orElseThrow(() -> missing(download.output()));
        Command unpack = Command.run(work, dpkg.toString(), "-x", archive.toString(), work.toString());
        Path program = work.resolve("usr/bin").resolve(name);
        if (!unpack.succeeded() || !Files.isExecutable(program)) {
            throw missing(unpack.output());
        }
        Files.move(program, file, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(work);
    }

    private IllegalStateException missing(String reason) {
        return new IllegalStateException("The tests need Debian's " + name + ", which is not on the PATH and could not "
                + "be unpacked below target/peers. Install it: apt-get install " + packageName + "\n"
                + reason.strip());
    }
}
