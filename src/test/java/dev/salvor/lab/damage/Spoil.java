// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.damage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What can happen to a file. */
public interface Spoil {
    void to(Path file) throws IOException;

    /** As a garbage collection does it: its directory goes, too. */
    static void collect(Path file) throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }

    static void empty(Path file) throws IOException {
        Files.write(file, new byte[0]);
    }

    static void cut(Path file) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
    }

    static void append(Path file) throws IOException {
        Files.writeString(file, "more", StandardOpenOption.APPEND);
    }

    /** One bit. */
    static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** As a crash leaves what had its size and not yet its bytes. */
    static void zero(Path file) throws IOException {
        Files.write(file, new byte[(int) Files.size(file)]);
    }

    /** As a filesystem does it that lost the last blocks of a file, but not its size. */
    static void zeroEnd(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 100, bytes.length, (byte) 0);
        Files.write(file, bytes);
    }

    /** To the size of a disk image, with no more blocks than before. */
    static void swell(Path file) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(1L << 30);
        }
    }

    static void becomeDirectory(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
    }

    static void becomeFifo(Path file) throws IOException {
        Files.delete(file);
        make("mkfifo", file.toString());
    }

    /** Like /dev/zero, which ends never. */
    static void becomeDevice(Path file) throws IOException {
        Files.delete(file);
        make("mknod", file.toString(), "c", "1", "5");
    }

    static void becomeSocket(Path file) throws IOException {
        Files.delete(file);
        // a socket is bound under a short name only
        Path near = Files.createTempDirectory("s").resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(near));
            Files.move(near, file);
        }
        Files.delete(near.getParent());
    }

    /** Its bytes are there still, where they are none of the storage's. */
    static void leave(Path file) throws IOException {
        Path volume = file;
        while (!Files.isDirectory(volume.resolve("docker"))) {
            volume = volume.getParent();
        }
        Path outside = Files.createTempDirectory(volume.getParent(), "outside");
        Files.createSymbolicLink(file, Files.move(file, outside.resolve("data")));
    }

    static void loop(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, file.getFileName());
    }

    static void dangle(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("gone"));
    }

    /** As a registry of version 3 leaves it that was killed before the rename. */
    static void stayTemporary(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + ".0b8f2f0e-6c8f-4f6e-9d4c-0123456789ab.tmp"));
    }

    /** As a copy does it that was cut off, with a name that nobody looks for. */
    static void stayHidden(Path file) throws IOException {
        Files.move(file, file.resolveSibling(".nfs0000000000000001"));
    }

    private static void make(String... command) throws IOException {
        int exitCode = new ProcessBuilder(command).start().onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exitCode);
        }
    }
}
