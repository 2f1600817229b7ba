// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import dev.salvor.source.disk.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

    /**
     * An entry.
     *
     * @param modified when its link was last written
     */
    record Entry(Digest digest, Instant modified) {}

    /** An entry as it is found: the digest that names it, and the link in it. */
    private record Found(Digest name, Link link) {}

    /** The newest whose link holds what it is named by; empty if there is none, or the index cannot be read. */
    Optional<Entry> newest(Path tag) {
        return entries(tag)
                .filter(found -> found.link() instanceof Link.Readable)
                .flatMap(found -> valid(found).stream())
                .max(Comparator.comparing(Entry::modified));
    }

    /** The one entry that there is: the tag never pointed to anything else. Empty unless its blob exists. */
    Optional<Entry> only(Path tag) {
        List<Found> all = entries(tag).limit(2).toList();
        return all.size() == 1
                ? valid(all.getFirst()).filter(entry -> links.hasBlob(entry.digest()))
                : Optional.empty();
    }

    private static Optional<Entry> valid(Found found) {
        return switch (found.link()) {
            case Link.Readable link
            when link.digest().equals(found.name()) -> Optional.of(new Entry(found.name(), link.modified()));
            // What emptied the link of the tag emptied this one as well.
            case Link.Empty link -> Optional.of(new Entry(found.name(), link.modified()));
            case Link.Readable _, Link.Missing _, Link.Damaged _, Link.Unreadable _ -> Optional.empty();
        };
    }

    private Stream<Found> entries(Path tag) {
        return StorageLayout.indexes(tag).stream().flatMap(this::entriesOf);
    }

    private Stream<Found> entriesOf(Path index) {
        List<Path> names;
        try {
            names = Directories.names(index);
        } catch (IOException e) {
            // The tag is reported as broken in any case; this only looks for a hint.
            return Stream.empty();
        }
        return names.stream()
                .flatMap(name -> Digest.tryParse(index.getFileName() + ":" + name).stream()
                        .map(digest -> new Found(digest, links.read(StorageLayout.link(index.resolve(name))))));
    }
}
