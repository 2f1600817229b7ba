// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.layout.ExportMark;
import dev.salvor.source.ImageSource;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.layout.tar.TarReader;
import dev.salvor.source.names.Unpacking;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what images may be read from, and tells by the content which kind it is. */
public final class Layouts {
    /** The first header of a tar. */
    private static final int HEAD = 512;

    private Layouts() {}

    /**
     * Opens the storage of a registry, or what images were carried in.
     *
     * @param readsAtOnce how many threads may read the filesystem at a time, at least 1
     * @param scratch where a compressed tar is unpacked to
     * @throws Failure.Source if there is nothing of the kind, or it cannot be read
     */
    public static ImageSource open(Path given, int readsAtOnce, Scratch scratch) {
        return open(given, readsAtOnce, scratch, LinkRepair.ONLY_ENTRY, Pipes.Use.NONE);
    }

    /**
     * The same.
     *
     * @param repair what is taken in a storage for a tag whose link gives no digest
     * @param use what is wanted of a pipe
     */
    public static ImageSource open(Path given, int readsAtOnce, Scratch scratch, LinkRepair repair, Pipes.Use use) {
        Path place = Pipes.place(given);
        try {
            if (Files.isRegularFile(place)) {
                return tar(archive(place.toRealPath(), scratch), new Disk(readsAtOnce));
            }
            if (Pipes.is(place)) {
                return new Pipes(given, place, scratch, new Disk(readsAtOnce)).open(use);
            }
            if (Files.isDirectory(given) && (isTree(given) || !Storage.isMeant(given))) {
                DiskTree tree = new DiskTree(given.toRealPath());
                Optional<LayoutSource> found = new TreeReader(tree, new Disk(readsAtOnce), List.of()).read();
                if (found.isPresent()) {
                    return found.get();
                }
                if (Files.exists(given.resolve(ExportMark.NAME))) {
                    throw new Failure.Source(
                            "'" + given + "' was exported to, and has no image",
                            "If all was on the other side already, there is nothing to do.");
                }
            }
        } catch (IOException e) {
            throw new Failure.Source("'" + given + "' cannot be read: " + IoReason.of(e), e);
        }
        return Storage.open(given, readsAtOnce, repair);
    }

    /** One that has names which no storage has: a repository may well be called {@code blobs} or {@code repositories}. */
    private static boolean isTree(Path directory) {
        try {
            return Directories.any(
                    directory,
                    entry -> entry.endsWith(ExportMark.NAME)
                            || entry.getFileName().toString().indexOf(':') > 0);
        } catch (IOException e) {
            // told by whoever opens it
            return false;
        }
    }

    private static Archive archive(Path file, Scratch scratch) throws IOException {
        if (isTar(Files.newInputStream(file))) {
            return new Archive(file, file);
        }
        boolean isPacked;
        try {
            isPacked = isTar(Unpacking.of(Files.newInputStream(file)));
        } catch (IOException e) {
            isPacked = false;
        }
        if (!isPacked) {
            throw new Failure.Source(
                    "'" + file + "' is neither a directory nor a tar",
                    "Give a registry's storage, a directory of images, or a tar of an OCI layout or of docker save.");
        }
        return scratch.unpack(file);
    }

    static boolean isTar(InputStream file) throws IOException {
        try (file) {
            return TarReader.isMeantBy(file.readNBytes(HEAD));
        }
    }

    static LayoutSource tar(Archive archive, Disk disk) throws IOException {
        List<SourceProblem> problems = new ArrayList<>();
        return tar(TarTree.read(archive, problems::add), disk, problems);
    }

    /** @param problems that the tar has; what stands before them counts */
    static LayoutSource tar(TarTree tree, Disk disk, List<SourceProblem> problems) {
        return new TreeReader(tree, disk, problems)
                .read()
                .orElseThrow(() -> new Failure.Source(
                        "'" + tree.shown(tree.root()) + "' is a tar without an image" + why(problems),
                        "It should hold an OCI layout (oci-layout, index.json), skopeo's directories, or what docker save"
                                + " writes."));
    }

    private static String why(List<SourceProblem> problems) {
        return problems.isEmpty() ? "" : ": " + problems.getFirst().reason();
    }
}
