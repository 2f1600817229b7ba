// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An OCI layout in a directory (protocol.md §6.3).
 *
 * @param path the directory
 */
record OciDirectory(Path path) {
    private static final String MARK = "oci-layout";
    private static final String INDEX = "index.json";
    private static final String BLOBS = "blobs";

    /** @param files the names in a directory */
    static boolean is(Collection<String> files) {
        return files.contains(MARK) || files.contains(INDEX) && files.contains(BLOBS);
    }

    Path indexFile() {
        return path.resolve(INDEX);
    }

    Path pool(Digest.Algorithm algorithm) {
        return path.resolve(BLOBS).resolve(algorithm.prefix());
    }

    /** @throws IOException if it cannot be read, or is no index */
    List<IndexEntry> entries(Enclosure enclosure) throws IOException {
        Enclosure.Entry found = enclosure.find(indexFile());
        if (!found.attributes().isRegularFile()) {
            throw new IOException("it is not a regular file");
        }
        if (found.attributes().size() > LayoutIndex.MOST_BYTES) {
            throw new IOException("it has " + found.attributes().size() + " bytes, and salvor reads "
                    + LayoutIndex.MOST_BYTES + " at most");
        }
        try (InputStream in = Files.newInputStream(found.path(), LinkOption.NOFOLLOW_LINKS)) {
            return LayoutIndex.read(in);
        }
    }

    /** The digests that files are called after; none where there is no such pool. */
    List<Digest> blobs(Digest.Algorithm algorithm, Enclosure enclosure) throws IOException {
        List<Digest> blobs = new ArrayList<>();
        try {
            Path pool = enclosure.requireInside(pool(algorithm));
            for (Path name : Directories.names(pool)) {
                Digest.tryParse(algorithm.prefix() + ":" + name).ifPresent(blobs::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return blobs;
    }
}
