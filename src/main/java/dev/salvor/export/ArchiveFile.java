// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.registry.Refusal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where a tar goes: a file, which has its name when it is whole, or stdout. */
public final class ArchiveFile {
    private final Optional<Path> file;
    private final Packing packing;
    private FileChannel out;

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
            out = part().isPresent()
                    ? FileChannel.open(
                            part().get(),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)
                    : new FileOutputStream(FileDescriptor.out).getChannel();
            return packing == Packing.NONE ? out : Channels.newChannel(packing.around(Channels.newOutputStream(out)));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    Optional<Refusal> lack(long needed) {
        return packing != Packing.NONE
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
