// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An OCI layout (protocol.md §6.3).
 *
 * @param path the directory
 */
record OciDirectory(Path path) {

    /** @param files the names in a directory */
    static boolean is(Collection<String> files) {
        return files.contains(OciImageLayout.MARK)
                || files.contains(OciImageLayout.INDEX) && files.contains(OciImageLayout.BLOBS);
    }

    Path indexFile() {
        return path.resolve(OciImageLayout.INDEX);
    }

    Path pool(Digest.Algorithm algorithm) {
        return path.resolve(OciImageLayout.BLOBS).resolve(algorithm.prefix());
    }

    /** @throws IOException if it cannot be read, or is no index */
    List<IndexEntry> entries(Tree tree) throws IOException {
        Content file = tree.file(indexFile());
        if (file.size() > LayoutIndex.MOST_BYTES) {
            throw new IOException(
                    "it has " + file.size() + " bytes, and salvor reads " + LayoutIndex.MOST_BYTES + " at most");
        }
        try (InputStream in = Channels.newInputStream(file.open(0))) {
            return LayoutIndex.read(in);
        }
    }

    /** The digests that files are called after; none where there is no such pool. */
    List<Digest> blobs(Digest.Algorithm algorithm, Tree tree) throws IOException {
        List<Digest> blobs = new ArrayList<>();
        try {
            for (Path name : tree.names(pool(algorithm))) {
                Digest.tryParse(algorithm.prefix() + ":" + name).ifPresent(blobs::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return blobs;
    }
}
