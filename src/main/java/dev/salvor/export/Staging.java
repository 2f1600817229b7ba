// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.layout.ExportMark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where an export's files are made before they get their names: a hidden directory in the export itself, so that a rename is enough.
 * Belongs to one run at a time; what a killed run left in it is removed by the next.
 */
final class Staging implements AutoCloseable {

    static final String DIRECTORY = ".salvor-export.tmp";

    private final Path directory;
    private final FileChannel lock;
    private final AtomicLong names = new AtomicLong();

    private Staging(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * @param export there already
     * @param layout its kind, in one word
     * @throws Failure.Source if another run writes to it, or nothing can be written there
     */
    static Staging open(Path export, String layout) {
        Path marker = export.resolve(ExportMark.NAME);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new Failure.Source(
                        "another salvor export writes to " + export,
                        "Wait for its end, or export to another directory.");
            }
            Files.writeString(marker, layout + "\n");
            Path directory = export.resolve(DIRECTORY);
            FileTree.delete(directory);
            Files.createDirectory(directory);
            return new Staging(directory, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new Failure.Source(
                    "cannot write to " + export + ": " + IoReason.of(e), "Check its rights, or export elsewhere.", e);
        }
    }

    /** The layout that a directory was exported in; empty if it was not, or does not say. */
    static Optional<String> layout(Path export) {
        try {
            return Optional.of(Files.readString(export.resolve(ExportMark.NAME)).strip())
                    .filter(its -> !its.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Some network file systems know no locks: then nobody is kept out. */
    static boolean isLocked(FileChannel channel) {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // nothing was written through it
        }
    }

    Path directory() {
        return directory;
    }

    /** A name that nobody has yet. */
    Path next() {
        return directory.resolve(Long.toString(names.incrementAndGet()));
    }

    /** Of this name; not made by {@link #next}. */
    Path named(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            // the next run removes it
        }
        closeQuietly(lock);
    }
}
