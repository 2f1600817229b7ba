// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The images of a layout by their names. */
final class NameTable {
    private final SortedMap<RepositoryName, Names> repositories = new TreeMap<>();

    /** Of one repository. */
    private static final class Names {
        private final SortedMap<Tag, ScannedTag> tags = new TreeMap<>();
        private final SortedMap<Tag, BrokenTag> broken = new TreeMap<>();
        private final SortedMap<Digest, Instant> revisions = new TreeMap<>();
    }

    /** Of what stands twice under one name, and is not the same, neither is taken for the right one. */
    void add(ImageName image, LayoutImage.State state) {
        Names names = repositories.computeIfAbsent(image.repository(), _ -> new Names());
        switch (state) {
            case LayoutImage.State.Good(Digest digest, Instant modified) -> {
                names.revisions.putIfAbsent(digest, modified);
                image.tag().ifPresent(tag -> add(names, new ScannedTag(tag, digest, modified)));
            }
            case LayoutImage.State.Broken(boolean unreadable, String reason) ->
                image.tag().ifPresent(tag -> names.broken.put(tag, new BrokenTag(tag, unreadable, reason)));
        }
    }

    private static void add(Names names, ScannedTag tag) {
        ScannedTag other = names.tags.putIfAbsent(tag.tag(), tag);
        if (other != null && !other.digest().equals(tag.digest())) {
            names.broken.putIfAbsent(
                    tag.tag(),
                    new BrokenTag(
                            tag.tag(), false, "it is there twice, as " + other.digest() + " and as " + tag.digest()));
        }
    }

    SortedSet<RepositoryName> repositories() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(repositories.keySet()));
    }

    Optional<ScannedRepository> repository(RepositoryName name) {
        return Optional.ofNullable(repositories.get(name))
                .map(names -> new ScannedRepository(
                        name,
                        names.tags.values().stream()
                                .filter(tag -> !names.broken.containsKey(tag.tag()))
                                .toList(),
                        names.broken.values().stream().toList(),
                        names.tags.isEmpty() && names.broken.isEmpty() && !names.revisions.isEmpty()));
    }

    /** What it names there, by a tag or not, with the time of each. */
    Map<Digest, Instant> revisions(RepositoryName name) {
        Names names = repositories.get(name);
        return names == null ? Map.of() : Collections.unmodifiableMap(names.revisions);
    }

    /** All that it names anywhere. */
    SortedSet<Digest> digests() {
        SortedSet<Digest> all = new TreeSet<>();
        repositories.values().forEach(names -> all.addAll(names.revisions.keySet()));
        return all;
    }
}
