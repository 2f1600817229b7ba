// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import dev.salvor.source.disk.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The digests that a tag ever pointed to. The newest is a candidate only: it is written before the tag is moved (protocol.md §1.3). */
final class TagIndex {
    private final LinkReader links;

    TagIndex(LinkReader links) {
        this.links = links;
    }

    /** An entry: the digest that names it, and the link in it. */
    private record Entry(Digest name, Link link) {}

    /** The digest of the newest link that holds one; empty if there is none, or the index cannot be read. */
    Optional<Digest> newest(Path tag) {
        return entries(tag)
                .map(Entry::link)
                .filter(Link.Readable.class::isInstance)
                .map(Link.Readable.class::cast)
                .max(Comparator.comparing(Link.Readable::modified))
                .map(Link.Readable::digest);
    }

    /** The digest of the one entry that there is: the tag never pointed to anything else. Empty unless its blob exists. */
    Optional<Digest> only(Path tag) {
        List<Entry> entries = entries(tag).limit(2).toList();
        return entries.size() == 1 ? digest(entries.getFirst()).filter(links::hasBlob) : Optional.empty();
    }

    private static Optional<Digest> digest(Entry entry) {
        return switch (entry.link()) {
            case Link.Readable readable -> Optional.of(readable.digest());
            // What emptied the link of the tag emptied this one as well.
            case Link.Empty _ -> Optional.of(entry.name());
            case Link.Missing _, Link.Damaged _, Link.Unreadable _ -> Optional.empty();
        };
    }

    private Stream<Entry> entries(Path tag) {
        return StorageLayout.indexes(tag).stream().flatMap(this::entriesOf);
    }

    private Stream<Entry> entriesOf(Path index) {
        List<Path> names;
        try {
            names = Directories.names(index);
        } catch (IOException e) {
            // The tag is reported as broken in any case; this only looks for a hint.
            return Stream.empty();
        }
        return names.stream()
                .flatMap(name -> Digest.tryParse(index.getFileName() + ":" + name).stream()
                        .map(digest -> new Entry(digest, links.read(StorageLayout.link(index.resolve(name))))));
    }
}
