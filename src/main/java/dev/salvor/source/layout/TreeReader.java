// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a directory holds of skopeo's directories and OCI layouts, itself one or a tree of them. */
final class TreeReader {
    /** So many directories are looked at before what was found is put together. */
    private static final int AT_ONCE = 256;

    private static final long MOST_OTHERS = 2_000;
    /** Each part of a repository's name is a directory. */
    private static final long OTHERS_PER_IMAGE = 20;
    /** What {@code salvor export} leaves in a directory. */
    private static final String EXPORTED = ".salvor-export";

    private final Path root;
    private final Disk disk;
    private final Enclosure enclosure;
    private final FileIndex index = new FileIndex();
    private final List<Found> found = new ArrayList<>();
    private final Map<Digest, Path> missing = new HashMap<>();
    private final List<SourceProblem> problems = new ArrayList<>();
    private boolean isOfImages;
    private long others;

    /** @param root without symbolic links */
    TreeReader(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
        this.enclosure = Enclosure.of(List.of(root));
    }

    /** What one directory is. */
    private sealed interface Look {
        record Image(Found found, List<ImageDirectory.Entry> files) implements Look {}

        record Layout(OciDirectory directory, List<IndexEntry> images, List<Digest> files) implements Look {}

        record Other(List<Path> directories) implements Look {}

        /** @param isOfImages whether it is known that there are images in it */
        record Failed(SourceProblem problem, boolean isOfImages) implements Look {}
    }

    /** Empty if there is nothing of the kind in it. */
    Optional<LayoutSource> read() throws IOException {
        Cancellable.get("interrupted while looking for images", () -> {
            walk();
            return found;
        });
        if (found.isEmpty() && isOfImages && !problems.isEmpty()) {
            SourceProblem first = problems.getFirst();
            throw new Failure.Source(
                    "'" + first.path() + "' cannot be read: " + first.reason(),
                    "No other images are in '" + root + "'. If it was copied: copy it once more, and compare.");
        }
        if (!isOfImages) {
            return Optional.empty();
        }
        boolean isOurs = Files.exists(root.resolve(EXPORTED));
        NameTable names = new Naming(root, isOurs, problems::add).table(found);
        Enclosure.Anchor anchor = enclosure.anchor(root);
        FileShelf shelf = new FileShelf(index, enclosure, anchor, names.digests(), missing);
        return Optional.of(new LayoutSource(root, names, shelf, disk, problems));
    }

    private void walk() throws InterruptedException {
        Deque<Path> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            List<Path> next = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && !left.isEmpty(); i++) {
                next.add(left.pop());
            }
            Map<Path, Look> looks =
                    Parallel.map(next, disk.readsAtOnce(), directory -> disk.read(() -> look(directory)));
            looks.forEach((directory, look) -> take(directory, look).forEach(left::push));
        }
    }

    private Look look(Path directory) {
        try {
            List<Path> names = Directories.names(directory);
            Set<String> files = new HashSet<>();
            names.forEach(name -> files.add(name.toString()));
            if (OciDirectory.is(files)) {
                return layout(new OciDirectory(directory));
            }
            ImageDirectory image = new ImageDirectory(directory, files);
            return image.isImage()
                    ? new Look.Image(
                            image.manifest(name(directory), enclosure),
                            image.entries().toList())
                    : new Look.Other(directories(directory, names));
        } catch (IOException e) {
            return new Look.Failed(SourceProblem.unreadable(directory, IoReason.of(e)), false);
        }
    }

    private Look layout(OciDirectory directory) {
        try {
            List<Digest> files = new ArrayList<>();
            for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
                files.addAll(directory.blobs(algorithm, enclosure));
            }
            return new Look.Layout(directory, directory.entries(enclosure), files);
        } catch (IOException e) {
            return new Look.Failed(SourceProblem.unreadable(directory.indexFile(), IoReason.of(e)), true);
        }
    }

    /** A symbolic link to a directory is followed only if that is an image or a layout: so no walk goes in circles. */
    private List<Path> directories(Path directory, List<Path> names) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (Path name : names.stream().sorted().toList()) {
            Path child = directory.resolve(name);
            if (name.toString().startsWith(".")) {
                continue;
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory() || attributes.isSymbolicLink() && isImages(child)) {
                directories.add(child);
            }
        }
        return directories.reversed();
    }

    private boolean isImages(Path link) throws IOException {
        if (!Files.isDirectory(link)) {
            return false;
        }
        Path real = enclosure.requireInside(link);
        Set<String> files = new HashSet<>();
        Directories.names(real).forEach(name -> files.add(name.toString()));
        return OciDirectory.is(files) || new ImageDirectory(link, files).isImage();
    }

    /** Whoever gives the root of a machine does not mean a few images that lie about. */
    private void requireBound(long directories) {
        if (directories > MOST_OTHERS + OTHERS_PER_IMAGE * found.size()) {
            throw new Failure.Source(
                    "'" + root + "' is no registry storage, and " + directories + " directories in it hold no image",
                    "Give the directory that the images were copied to.");
        }
    }

    /** Returns where to look next. */
    private List<Path> take(Path directory, Look look) {
        switch (look) {
            case Look.Image(Found image, List<ImageDirectory.Entry> files) -> {
                isOfImages = true;
                int number = index.addDirectory(directory);
                if (image.state() instanceof Found.State.Good(Digest digest, Instant _)) {
                    index.add(number, Spelling.TOP, digest);
                }
                files.forEach(file -> index.add(number, file.spelling(), file.digest()));
                found.add(image);
            }
            case Look.Layout layout -> {
                isOfImages = true;
                take(layout);
            }
            case Look.Other(List<Path> directories) -> {
                requireBound(++others);
                return directories;
            }
            case Look.Failed(SourceProblem problem, boolean hidesImages) -> {
                isOfImages |= hidesImages;
                problems.add(problem);
            }
        }
        return List.of();
    }

    private void take(Look.Layout layout) {
        OciDirectory directory = layout.directory();
        Map<Digest.Algorithm, Integer> pools = new HashMap<>();
        for (Digest file : layout.files()) {
            int pool =
                    pools.computeIfAbsent(file.algorithm(), algorithm -> index.addDirectory(directory.pool(algorithm)));
            index.add(pool, Spelling.PLAIN, file);
        }
        boolean alone = layout.images().size() == 1;
        for (IndexEntry image : layout.images()) {
            Path file = directory.pool(image.digest().algorithm()).resolve(Spelling.PLAIN.name(image.digest()));
            missing.putIfAbsent(image.digest(), file);
            String name = image.name(name(directory.path()), alone);
            found.add(Found.good(name, directory.indexFile(), image.digest(), modified(file, directory)));
        }
    }

    private static Instant modified(Path file, OciDirectory layout) {
        try {
            return time(file).toInstant();
        } catch (IOException e) {
            try {
                return time(layout.indexFile()).toInstant();
            } catch (IOException gone) {
                return Instant.EPOCH;
            }
        }
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    }

    private String name(Path directory) {
        Path below = directory.equals(root) ? root.getFileName() : root.relativize(directory);
        return String.valueOf(below);
    }
}
