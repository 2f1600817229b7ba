// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.layout.ExportMark;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a tree has of skopeo's directories, OCI layouts and saved images: itself one, or many at any depth. */
final class TreeReader {
    /** So many directories are looked at before what was found is put together. */
    private static final int AT_ONCE = 256;

    private static final long MOST_OTHERS = 2_000;
    /** Each part of a repository's name is a directory. */
    private static final long OTHERS_PER_IMAGE = 20;

    private final Tree tree;
    private final Disk disk;
    private final Looker looker;
    private final FileIndex index = new FileIndex();
    private final List<LayoutImage> found = new ArrayList<>();
    private final Map<Digest, Path> missing = new HashMap<>();
    private final Map<Digest, byte[]> made = new HashMap<>();
    private final List<SourceProblem> problems = new ArrayList<>();
    private boolean isOfImages;
    /** Whether salvor wrote it. */
    private boolean isOurs;

    private long others;

    /** @param problems that the tree had before */
    TreeReader(Tree tree, Disk disk, List<SourceProblem> problems) {
        this.tree = tree;
        this.disk = disk;
        this.looker = new Looker(tree);
        this.isOurs = isMarked();
        this.problems.addAll(problems);
    }

    /**
     * Looks at all directories.
     *
     * @return empty if there is nothing of the kind
     */
    Optional<LayoutSource> read() {
        Cancellable.get("interrupted while looking for images", () -> {
            walk();
            return found;
        });
        if (!isOfImages) {
            return Optional.empty();
        }
        Path root = tree.shown(tree.root());
        if (found.isEmpty() && !problems.isEmpty()) {
            SourceProblem first = problems.getFirst();
            throw new Failure.Source(
                    "'" + first.path() + "' cannot be read: " + first.reason(),
                    "No other images are in '" + root + "'. If it was copied: copy it once more, and compare.");
        }
        NameTable names = new Naming(root, isOurs, problems::add).table(found);
        FileShelf shelf = new FileShelf(tree, index, names.digests(), missing, made);
        return Optional.of(new LayoutSource(root, names, shelf, disk, problems));
    }

    private boolean isMarked() {
        try {
            return tree.file(tree.root().resolve(ExportMark.NAME)).size() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void walk() throws InterruptedException {
        Deque<Path> left = new ArrayDeque<>(List.of(tree.root()));
        while (!left.isEmpty()) {
            List<Path> next = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && !left.isEmpty(); i++) {
                next.add(left.pop());
            }
            Map<Path, Look> looks =
                    Parallel.map(next, disk.readsAtOnce(), directory -> disk.read(() -> looker.look(directory)));
            looks.forEach((directory, look) -> take(directory, look).forEach(left::push));
        }
    }

    /** Returns where to look next, the last first. */
    private List<Path> take(Path directory, Look look) {
        isOfImages |= switch (look) {
            case Look.Image _, Look.Layout _, Look.Saved _ -> true;
            case Look.Other _ -> false;
            case Look.Failed failed -> failed.isOfImages();
        };
        switch (look) {
            case Look.Image image -> take(directory, image);
            case Look.Layout layout -> {
                take(layout);
                return take(layout.others());
            }
            case Look.Saved(DockerArchive archive) -> take(directory, archive);
            case Look.Other other -> {
                return take(other);
            }
            case Look.Failed(SourceProblem problem, boolean _) -> problems.add(problem);
        }
        return List.of();
    }

    private List<Path> take(Look.Other other) {
        requireBound(++others);
        problems.addAll(other.problems());
        return other.directories().reversed();
    }

    /** Whoever gives the root of a machine does not mean a few images that lie about. */
    private void requireBound(long directories) {
        if (directories > MOST_OTHERS + OTHERS_PER_IMAGE * found.size()) {
            throw new Failure.Source(
                    "'" + tree.shown(tree.root()) + "' is no registry storage, and " + directories
                            + " directories in it hold no image",
                    "Give the directory that the images were copied to.");
        }
    }

    private void take(Path directory, Look.Image image) {
        int number = index.addDirectory(directory);
        if (image.found().state() instanceof LayoutImage.State.Good(Digest digest, Instant _)) {
            index.add(number, Spelling.TOP, digest);
        }
        image.files().forEach(file -> index.add(number, file.spelling(), file.digest()));
        found.add(image.found());
    }

    private void take(Look.Layout layout) {
        OciDirectory directory = layout.directory();
        Map<Digest.Algorithm, Integer> pools = new HashMap<>();
        for (Digest file : layout.files()) {
            int pool =
                    pools.computeIfAbsent(file.algorithm(), algorithm -> index.addDirectory(directory.pool(algorithm)));
            index.add(pool, Spelling.PLAIN, file);
        }
        isOurs |= !layout.images().isEmpty() && layout.images().stream().allMatch(IndexEntry::isOurs);
        boolean alone = layout.images().size() == 1 && !isOurs;
        for (IndexEntry image : layout.images()) {
            Path file = directory.pool(image.digest().algorithm()).resolve(Spelling.PLAIN.name(image.digest()));
            missing.putIfAbsent(image.digest(), file);
            String name = image.name(looker.name(directory.path()), alone);
            Instant modified =
                    modified(file).or(() -> modified(directory.indexFile())).orElse(Instant.EPOCH);
            found.add(new LayoutImage(
                    name, tree.shown(directory.indexFile()), new LayoutImage.State.Good(image.digest(), modified)));
        }
    }

    private Optional<Instant> modified(Path file) {
        try {
            return Optional.of(tree.modified(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void take(Path directory, DockerArchive archive) {
        archive.manifests().keySet().forEach(digest -> missing.put(digest, archive.list()));
        problems.add(SourceProblem.repaired(
                tree.shown(directory),
                "saved by docker without the manifests of a registry: they are made, with layers that are not compressed,"
                        + " so digests are not those of the registry that the images came from"));
        archive.files().forEach(index::add);
        made.putAll(archive.manifests());
        found.addAll(archive.images());
    }
}
