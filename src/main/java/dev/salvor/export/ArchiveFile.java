// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.registry.Refusal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Where a tar goes: a file, which has its name when it is whole, or stdout. */
public final class ArchiveFile {
    private static final int BUFFER = 64 << 10;

    private final Optional<Path> file;
    private final boolean packed;
    private OutputStream out;

    /**
     * @param file stdout if empty
     * @param packed by gzip
     */
    public ArchiveFile(Optional<Path> file, boolean packed) {
        this.file = file;
        this.packed = packed;
    }

    private Optional<Path> part() {
        return file.map(its -> its.resolveSibling(its.getFileName() + ".part"));
    }

    /** @throws Failure.Source if it cannot be written */
    OutputStream open() {
        try {
            // through a channel, which keeps its memory: a stream of a file allocates some for each write
            out = Channels.newOutputStream(
                    part().isPresent() ? take(part().get()) : new FileOutputStream(FileDescriptor.out).getChannel());
            return packed ? new GZIPOutputStream(out, BUFFER) : new BufferedOutputStream(out, BUFFER);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** What a killed run left is written over. A link could lead anywhere, also into the storage. */
    private FileChannel take(Path part) throws IOException {
        FileChannel channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        if (!Staging.isLocked(channel)) {
            channel.close();
            throw new Failure.Source(
                    "another salvor export writes to " + this, "Wait for its end, or export to another file.");
        }
        return channel.truncate(0);
    }

    Optional<Refusal> lack(long needed) {
        return packed
                ? Optional.empty()
                : file.map(its -> its.toAbsolutePath()).flatMap(its -> Preparation.lack(its.getParent(), needed));
    }

    void finish() throws IOException {
        if (file.isPresent()) {
            Files.move(part().get(), file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void abandon() {
        try {
            out.close();
            if (file.isPresent()) {
                Files.deleteIfExists(part().get());
            }
        } catch (IOException e) {
            // the next run writes over it
        }
    }

    private Failure.Source unusable(IOException e) {
        return new Failure.Source(
                "cannot write " + this + ": " + IoReason.of(e), "Check its directory, rights and room.", e);
    }

    @Override
    public String toString() {
        return file.map(Path::toString).orElse("stdout");
    }
}
