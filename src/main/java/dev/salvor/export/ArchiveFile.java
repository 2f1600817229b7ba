// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.registry.Refusal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where a tar goes: a file, which has its name when it is whole, or stdout. */
public final class ArchiveFile {
    private final Optional<Path> file;
    private final Packing packing;
    private FileChannel out;
    /** Null where nothing is put around it. */
    private OutputStream packer;

    /**
     * @param file stdout if empty
     * @param packing what is put around it
     */
    public ArchiveFile(Optional<Path> file, Packing packing) {
        this.file = file;
        this.packing = packing;
    }

    private Optional<Path> part() {
        return file.map(its -> its.resolveSibling(its.getFileName() + ".part"));
    }

    /** @throws Failure.Source if it cannot be written */
    WritableByteChannel open() {
        try {
            out = part().isPresent() ? claim(part().get()) : new FileOutputStream(FileDescriptor.out).getChannel();
            if (packing == Packing.NONE) {
                return out;
            }
            packer = packing.around(keptOpen(out));
            return Channels.newChannel(packer);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** What a killed run left is taken away; what another run writes stays. */
    private FileChannel claim(Path part) throws IOException {
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel left = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                requireLock(left);
                Files.delete(part);
            }
        }
        FileChannel made = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        requireLock(made);
        return made;
    }

    private void requireLock(FileChannel channel) throws IOException {
        if (!Staging.isLocked(channel)) {
            channel.close();
            throw new Failure.Source(
                    "another salvor export writes " + this, "Wait for its end, or export to another file.");
        }
    }

    Optional<Refusal> lack(long needed) {
        return packing != Packing.NONE
                ? Optional.empty()
                : file.map(its -> its.toAbsolutePath()).flatMap(its -> Preparation.lack(its.getParent(), needed));
    }

    /** The lock is held until it has its name: else the next run could take what this one has written. */
    private static OutputStream keptOpen(FileChannel channel) {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    void finish() throws IOException {
        if (packer != null) {
            packer.close();
        }
        if (file.isPresent()) {
            Files.move(part().get(), file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        out.close();
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
