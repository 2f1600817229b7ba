// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The digests that a tag ever pointed to. The newest is a candidate only: it is written before the tag is moved (protocol.md §1.3). */
final class TagIndex {
    private TagIndex() {}

    /** The digest of the newest link that holds one; empty if there is none, or the index cannot be read. */
    static Optional<Digest> newest(Path tag) {
        return StorageLayout.indexes(tag).stream()
                .flatMap(TagIndex::links)
                .max(Comparator.comparing(Link.Readable::modified))
                .map(Link.Readable::digest);
    }

    private static Stream<Link.Readable> links(Path index) {
        List<Path> names;
        try {
            names = Directories.names(index);
        } catch (IOException e) {
            // The tag is reported as broken in any case; this only looks for a hint.
            return Stream.empty();
        }
        return names.stream()
                .map(name -> Link.read(StorageLayout.link(index.resolve(name))))
                .filter(Link.Readable.class::isInstance)
                .map(Link.Readable.class::cast);
    }
}
