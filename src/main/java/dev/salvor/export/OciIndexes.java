// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.ResolvedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The layouts of an export: one for all images, or one for each repository. */
final class OciIndexes {
    /** Of an image's entry: two names, of 384 characters at most. */
    private static final int ENTRY = 1024;

    private static final int PAGE = 4096;
    private static final long MOST = 256L << 20;

    private final Path root;
    private final boolean perRepository;
    private final ConcurrentMap<Path, OciIndex> indexes = new ConcurrentHashMap<>();

    OciIndexes(Path root, boolean perRepository) {
        this.root = root;
        this.perRepository = perRepository;
    }

    boolean perRepository() {
        return perRepository;
    }

    OciNames names(RepositoryName repository) {
        return new OciNames(perRepository ? root.resolve(repository.value()) : root);
    }

    OciIndex of(RepositoryName repository) {
        OciNames names = names(repository);
        return indexes.computeIfAbsent(names.root(), _ -> OciIndex.read(names));
    }

    /** What they have of an image. */
    Found find(ImageName image) {
        OciNames names = names(image.repository());
        return of(image.repository())
                .digest(OciEntry.key(image, perRepository))
                .map(digest -> switch (WholeImage.find(names.blob(digest), names.files())) {
                    case Found.Whole whole when !whole.digest().equals(digest) -> new Found.Broken();
                    case Found.Absent _ -> new Found.Broken();
                    case Found found -> found;
                })
                .orElseGet(Found.Absent::new);
    }

    /** Bytes that their files take, at most, when these images are in them, too. */
    long room(List<ResolvedImage> images) {
        Set<Path> files = new HashSet<>();
        long bytes = (long) images.size() * ENTRY;
        for (ResolvedImage image : images) {
            Path file = names(image.target()).index();
            if (files.add(file)) {
                bytes += PAGE + Math.max(0, file.toFile().length());
            }
        }
        return Math.min(bytes, MOST);
    }

    void write(Staging staging) throws IOException {
        for (OciIndex index : indexes.values()) {
            index.write(staging);
        }
    }
}
