// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where a report, or what a later run goes on from, would be written, whatever leads there: links are followed before anything is opened, since opening alone would empty
 * a file of the storage.
 */
public final class ReportPlace {
    /** As many as Linux follows (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    private final String option;
    private final String what;
    private final Path typed;
    private final Path storage;

    private ReportPlace(String option, String what, Path typed, Path storage) {
        this.option = option;
        this.what = what;
        this.typed = typed;
        this.storage = storage;
    }

    /** @param storage without symbolic links */
    static ReportPlace of(Path typed, Path storage) {
        return new ReportPlace("--report", "report", typed, storage);
    }

    /**
     * The same for what {@code --resume} names.
     *
     * @param storage without symbolic links
     */
    public static ReportPlace ofResume(Path typed, Path storage) {
        return new ReportPlace("--resume", "record", typed, storage);
    }

    /**
     * The file without symbolic links, which need not be there yet.
     *
     * @throws Failure.Source if it cannot be a report
     */
    public Path file() {
        if (typed.toString().isEmpty() || typed.toString().equals("-")) {
            throw new Failure.Source(
                    option + " is '" + typed + "', which names no file",
                    "Give the name of a file; what goes to stdout is chosen by --output.");
        }
        try {
            Path real = real();
            requireRegular(real);
            requireOutside(real);
            return real;
        } catch (IOException e) {
            throw unusable(IoReason.of(e), "Check its directory and rights.", e);
        }
    }

    /** As the kernel will: the directory first, then the name in it, which may be a link to what is not there. */
    private Path real() throws IOException {
        Path current = typed.toAbsolutePath();
        for (int links = 0; links <= MOST_LINKS; links++) {
            if (Files.exists(current)) {
                return current.toRealPath();
            }
            Path parent = directory(current.getParent());
            current = parent.resolve(current.getFileName());
            if (!Files.isSymbolicLink(current)) {
                return current;
            }
            current = parent.resolve(Files.readSymbolicLink(current));
        }
        throw new FileSystemLoopException(current.toString());
    }

    private Path directory(Path parent) throws IOException {
        if (!Files.exists(parent)) {
            throw unusable(
                    "there is no directory " + parent, "Create it, or write the " + what + " somewhere else.", null);
        }
        return parent.toRealPath();
    }

    /** To open a FIFO waits for a reader, for ever if there is none. A character device such as /dev/null is what the user says. */
    private void requireRegular(Path real) throws IOException {
        if (Files.isDirectory(real)) {
            throw unusable("it is a directory", "Give the name of a file in it.", null);
        }
        if (Files.exists(real, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(real) && !isCharacterDevice(real)) {
            throw unusable("it is not a regular file", "Write to a file, and follow it with tail -f.", null);
        }
    }

    /** By its mode: inode(7). */
    private static boolean isCharacterDevice(Path real) throws IOException {
        return ((int) Files.getAttribute(real, "unix:mode") & TYPE) == CHARACTER_DEVICE;
    }

    private void requireOutside(Path real) throws IOException {
        if (!Files.exists(storage)) {
            // a pipe, which nothing can lie in
            return;
        }
        for (Path disk : LinkedDisks.of(storage)) {
            requireOutside(real, disk);
        }
        requireOutside(real, storage);
        if (Files.exists(real)
                && (int) Files.getAttribute(real, "unix:nlink") > 1
                && Files.getAttribute(real, "unix:dev").equals(Files.getAttribute(storage, "unix:dev"))) {
            throw insideStorage("has a second name (a hard link) on the disk of the storage, which is only read");
        }
    }

    private void requireOutside(Path real, Path directory) throws IOException {
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            // by its inode as well: a bind mount is the same directory under another name
            if (above.equals(directory) || Files.isSameFile(above, directory)) {
                throw insideStorage("would lie in the storage, which is only read");
            }
        }
    }

    private Failure.Source insideStorage(String why) {
        return new Failure.Source("the " + what + " " + typed + " " + why, "Write it somewhere else.");
    }

    private Failure.Source unusable(String why, String advice, IOException cause) {
        return new Failure.Source("cannot write the " + what + " " + typed + ": " + why, advice, cause);
    }
}
