// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.names.Unpacking;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pipe as a source: of each byte there is one reading. A tar that salvor wrote tells first what comes, so its blobs can be passed on as they
 * come; of others nothing is known before the end, so they have to be kept somewhere.
 */
public final class Pipes {
    private static final String TYPED = "-";
    private static final Path STDIN = Path.of("/dev/stdin");

    private final Path given;
    private final Path place;
    private final Scratch scratch;
    private final Disk disk;

    /** What is wanted of one. */
    public enum Use {
        /** Blobs again and again, in any order. */
        NONE,
        /** What is in it, and whether that is right. */
        LOOKED_THROUGH,
        /** Each blob when it comes, by {@link ImageSource#passing}. */
        PASSED_ON
    }

    /** @param place where it is, of what was given */
    Pipes(Path given, Path place, Scratch scratch, Disk disk) {
        this.given = given;
        this.place = place;
        this.scratch = scratch;
        this.disk = disk;
    }

    /** Where something is that was given: {@code -} is stdin, which may also be a file. */
    static Path place(Path given) {
        return given.toString().equals(TYPED) ? STDIN : given;
    }

    /** Also a device; what it is shows when it is read. */
    static boolean is(Path place) {
        return place.equals(STDIN) || Files.exists(place) && !Files.isDirectory(place);
    }

    ImageSource open(Use use) throws IOException {
        Optional<Path> directory = scratch.directory();
        if (directory.isPresent()) {
            Archive all = scratch.unpack(given, directory.get(), this::stream);
            if (!Layouts.isTar(Files.newInputStream(all.file()))) {
                throw new Failure.Source(
                        "what came through the pipe '" + given + "' is no tar", "Pipe a tar of images.");
            }
            // by the name of what was kept: what was given is the name of no file
            return Layouts.tar(new Archive(all.file(), all.file()), disk);
        }
        if (use == Use.NONE) {
            throw new Failure.Source(
                    "'" + given + "' is a pipe or the like, and this reads blobs more than once", scratch.advice());
        }
        TarPipe tar = begin();
        if (use == Use.PASSED_ON) {
            return Layouts.tar(tar.tree(), disk, List.of()).with(tar);
        }
        scratch.notices().accept("reading '" + given + "' to its end");
        List<SourceProblem> problems = tar.readThrough().stream().toList();
        return Layouts.tar(tar.tree(), disk, problems);
    }

    private TarPipe begin() {
        try {
            return TarPipe.begin(given, new PipedBytes(Unpacking.of(stream())));
        } catch (IOException e) {
            throw new Failure.Source(
                    "'" + given + "' cannot be read as it comes: " + IoReason.of(e)
                            + "; only a tar that salvor wrote tells first what comes",
                    scratch.advice(),
                    e);
        }
    }

    private InputStream stream() throws IOException {
        return place.equals(STDIN) ? System.in : new FileInputStream(place.toFile());
    }
}
