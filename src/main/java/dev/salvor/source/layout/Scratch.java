// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.source.names.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a compressed tar is unpacked to: of compressed bytes none can be read without all before them. What is made there goes when the
 * program ends; what a killed one left goes when the next one comes, which is told by a lock.
 *
 * @param directory the place; empty if none is given
 * @param advice how to give one
 * @param notices hears of it before it begins, since it may take long
 */
public record Scratch(Optional<Path> directory, String advice, Consumer<String> notices) {
    private static final String BEGIN = "salvor-unpacked-";
    private static final String END = ".tar";
    /** Of the file that says that the other one is in use. */
    private static final String CLAIM = ".lock";

    private static final int BUFFER = 1 << 18;
    private static final int PIECE = 512;

    /** Nothing can be unpacked. */
    public static Scratch none() {
        return new Scratch(Optional.empty(), "Unpack it, and give what comes of it.", _ -> {});
    }

    /** Returns what it was unpacked to. */
    Archive unpack(Path given) {
        return unpack(
                given,
                directory.orElseThrow(() -> new Failure.Source(
                        "'" + given + "' is compressed, and what is compressed cannot be read in place", advice)),
                () -> Files.newInputStream(given));
    }

    /** Where bytes come from. */
    interface Packed {
        InputStream open() throws IOException;
    }

    /** The same of what is in no file. */
    Archive unpack(Path given, Path place, Packed packed) {
        try {
            removeLeft(place);
            Path claim = Files.createTempFile(place, BEGIN, CLAIM);
            FileChannel claimed = claim(claim);
            Path file = unpacked(claim);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(file, claim, claimed)));
            notices.accept("unpacking " + given + " to " + file);
            fill(given, file, packed);
            return new Archive(given, file);
        } catch (IOException e) {
            throw new Failure.Source(
                    "'" + given + "' cannot be unpacked in '" + place + "': " + IoReason.of(e),
                    "It needs a directory to write to, with as much room as the unpacked tar takes.",
                    e);
        }
    }

    private void fill(Path given, Path file, Packed packed) throws IOException {
        try (InputStream in = Unpacking.of(packed.open());
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            byte[] some = new byte[BUFFER];
            int read = BUFFER;
            while (read == BUFFER) {
                read = read(in, some, given);
                out.write(some, 0, read);
            }
        } catch (IOException e) {
            delete(file);
            throw e;
        }
    }

    /** Locked as long as the program lives. A file of its own, since whoever closes the unpacked one gives up all locks on it (fcntl(2)). */
    private static FileChannel claim(Path claim) throws IOException {
        FileChannel channel = FileChannel.open(claim, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException("somebody else has locked it");
        }
        return channel;
    }

    private static Path unpacked(Path claim) {
        String name = claim.getFileName().toString();
        return claim.resolveSibling(name.substring(0, name.length() - CLAIM.length()) + END);
    }

    /** What stands before a fault is not worse for it. In small pieces: of one that meets the fault nothing comes. */
    private int read(InputStream in, byte[] some, Path given) {
        int length = 0;
        try {
            for (int read = 0; read >= 0 && length < some.length; length += Math.max(0, read)) {
                read = in.read(some, length, Math.min(PIECE, some.length - length));
            }
        } catch (IOException e) {
            notices.accept(given + " is cut or damaged: what stands before that is read: " + IoReason.of(e));
        }
        return length;
    }

    private static void removeLeft(Path place) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, BEGIN + "*" + CLAIM)) {
            for (Path claim : left) {
                if (Files.isRegularFile(claim) && isLeft(claim)) {
                    delete(unpacked(claim));
                    delete(claim);
                }
            }
        }
    }

    private static boolean isLeft(Path claim) {
        try (FileChannel channel = FileChannel.open(claim, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void delete(Path file, Path claim, FileChannel claimed) {
        delete(file);
        delete(claim);
        try {
            claimed.close();
        } catch (IOException e) {
            // the program ends
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the next one removes it
        }
    }
}
