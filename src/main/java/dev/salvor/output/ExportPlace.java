// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an export would be written, whatever leads there: never into the storage, and beside it on its volume only if that is meant. */
public final class ExportPlace {
    private final Path typed;
    private final Path storage;
    private final Optional<Path> volume;
    private final List<Path> disks;

    /**
     * @param storage all that is below it is only read; without symbolic links
     * @param volume the directory that the storage was put into, such as the root of the registry's volume
     * @param disks where the storage goes on elsewhere
     */
    public ExportPlace(Path typed, Path storage, Optional<Path> volume, List<Path> disks) {
        this.disks = List.copyOf(disks);
        this.typed = typed;
        this.storage = storage;
        this.volume = volume;
    }

    /** A place that may be written to. @param onVolume whether it lies on the volume of the storage */
    public record Allowed(Path path, boolean onVolume) {}

    /**
     * The directory without symbolic links, which need not be there yet.
     *
     * @param mayBeOnVolume whether hard links are asked for, which can lie nowhere else
     * @throws Failure.Source if nothing may be written there
     */
    public Allowed directory(boolean mayBeOnVolume) {
        try {
            Path real = real(typed.toAbsolutePath().normalize());
            if (Files.exists(real) && !Files.isDirectory(real)) {
                throw new Failure.Source(typed + " is no directory", "Export to a directory.");
            }
            if (isInStorage(real)) {
                throw new Failure.Source(
                        "the export " + typed + " would lie in the storage, which is only read", "Export elsewhere.");
            }
            boolean onVolume = isOnVolume(real);
            if (onVolume && !mayBeOnVolume) {
                throw new Failure.Source(
                        "the export " + typed + " would lie on the volume of the storage, beside the registry's files",
                        "Export elsewhere; or, if a write to the volume is meant, say so with --link hard.");
            }
            return new Allowed(real, onVolume);
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot export to " + typed + ": " + IoReason.of(e), "Check its path and rights.", e);
        }
    }

    /**
     * The same of a file.
     *
     * @throws Failure.Source if it may not be written
     */
    public Allowed file() {
        try {
            Path real = real(typed.toAbsolutePath().normalize());
            if (Files.exists(real) && !Files.isRegularFile(real)) {
                throw new Failure.Source(typed + " is no regular file", "Give the name of a file, or - for a pipe.");
            }
            if (Files.exists(real) && Files.isSameFile(real, storage)) {
                throw new Failure.Source(typed + " is what is exported", "Give the name of another file.");
            }
            if (!Files.isDirectory(real.getParent())) {
                throw new Failure.Source("there is no directory " + real.getParent(), "Create it first.");
            }
            if (isInStorage(real.getParent()) || isOnVolume(real)) {
                throw new Failure.Source(
                        "the export " + typed + " would lie on the volume of the storage, which is only read",
                        "Export elsewhere.");
            }
            return new Allowed(real, false);
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot export to " + typed + ": " + IoReason.of(e), "Check its path and rights.", e);
        }
    }

    /** As far as it is there. */
    private static Path real(Path path) throws IOException {
        if (Files.exists(path) || path.getParent() == null) {
            return path.toRealPath();
        }
        if (Files.isSymbolicLink(path)) {
            throw new Failure.Source(
                    path + " is a symbolic link to what is not there", "Create that, or export elsewhere.");
        }
        return real(path.getParent()).resolve(path.getFileName());
    }

    private boolean isInStorage(Path path) throws IOException {
        boolean isBelow = isBelow(path, storage);
        for (Path disk : disks) {
            isBelow |= isBelow(path, disk);
        }
        return isBelow;
    }

    private boolean isOnVolume(Path path) throws IOException {
        return volume.isPresent() && isBelow(path, volume.get()) && isSameDisk(path);
    }

    /** By inode as well: a bind mount is the same directory under another name. */
    private static boolean isBelow(Path path, Path directory) throws IOException {
        for (Path above = path; above != null; above = above.getParent()) {
            if (above.equals(directory) || Files.exists(above) && Files.isSameFile(above, directory)) {
                return true;
            }
        }
        return false;
    }

    /** Another disk may be mounted below the volume's root; where that is / everything is below it. */
    private boolean isSameDisk(Path path) throws IOException {
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return Files.getAttribute(there, "unix:dev").equals(Files.getAttribute(storage, "unix:dev"));
    }
}
