// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Images below a directory, one directory each, as {@code skopeo sync --dest dir} and {@code skopeo copy dir:} leave them, and OCI layouts among
 * them. Which file has which digest is known from one walk: the names say it, but for manifests, which are read.
 */
final class SpareTree implements Shelf {
    /** {@code registry/project/group/app:tag}, and some more. */
    private static final int DEPTH = 8;
    /** Directories and files that are looked at; a tree of ten thousand images has a tenth. */
    private static final int MOST = 2_000_000;

    private static final int MOST_OF_A_MANIFEST = 4 << 20;
    private static final String MANIFEST = "manifest.json";
    /** Of one image of an index: {@code abcd….manifest.json}. */
    private static final String INSTANCE = "." + MANIFEST;

    private final SpareDirectory root;
    private final Map<Digest, List<Path>> files = new HashMap<>();
    private final List<Path> layouts = new ArrayList<>();

    private SpareTree(SpareDirectory root) {
        this.root = root;
    }

    static SpareTree of(Path directory) throws IOException {
        SpareTree tree = new SpareTree(SpareDirectory.of(directory));
        Files.walkFileTree(tree.root.root(), Set.of(), DEPTH, tree.new Walk());
        return tree;
    }

    static boolean isImage(Path directory) {
        return Files.isRegularFile(directory.resolve(MANIFEST)) && Files.isRegularFile(directory.resolve("version"));
    }

    static boolean isLayout(Path directory) {
        return Files.isDirectory(directory.resolve("blobs"))
                && (Files.isRegularFile(directory.resolve("oci-layout"))
                        || Files.isRegularFile(directory.resolve("index.json")));
    }

    /** Whether nothing was found that looks like an image. */
    boolean isEmpty() {
        return files.isEmpty() && layouts.isEmpty();
    }

    @Override
    public List<FileContent> at(RepositoryName repository, Digest digest) throws IOException {
        List<FileContent> found = new ArrayList<>();
        for (Path each : files.getOrDefault(digest, List.of())) {
            root.file(each).ifPresent(found::add);
        }
        String inLayout = DigestNames.BLOBS.getFirst().apply(digest);
        for (Path layout : layouts) {
            root.file(layout.resolve(inLayout)).ifPresent(found::add);
        }
        return found;
    }

    /** Follows no symbolic link, and goes on where something cannot be read. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private int seen;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (isLayout(directory)) {
                layouts.add(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return next();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isImage(file.getParent())) {
                digest(file).ifPresent(digest -> files.merge(digest, List.of(file), Walk::both));
            }
            return next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return next();
        }

        private FileVisitResult next() {
            return seen++ < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        private Optional<Digest> digest(Path file) {
            String name = file.getFileName().toString();
            return name.equals(MANIFEST)
                    ? ofManifest(file)
                    : DigestNames.digest(
                            name.endsWith(INSTANCE) ? name.substring(0, name.length() - INSTANCE.length()) : name);
        }

        private Optional<Digest> ofManifest(Path file) {
            try {
                Optional<FileContent> manifest = root.file(file).filter(its -> its.size() <= MOST_OF_A_MANIFEST);
                if (manifest.isEmpty()) {
                    return Optional.empty();
                }
                try (InputStream in = Channels.newInputStream(manifest.get().open(0))) {
                    return Optional.of(Digest.of(in.readNBytes(MOST_OF_A_MANIFEST)));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static List<Path> both(List<Path> known, List<Path> more) {
            List<Path> both = new ArrayList<>(known);
            both.addAll(more);
            return both;
        }
    }
}
