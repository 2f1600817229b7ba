// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.TagOrigin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tags that a list gives to a repository, packed: a list may have a million of them, and few are looked at at a time. */
final class TagRows {
    private final TagOrigin origin;
    private final PackedTexts tags = new PackedTexts();
    private final ArrayList<Digest> digests = new ArrayList<>(4);
    /** In microseconds, as PostgreSQL has them. */
    private final Numbers moved = new Numbers();

    TagRows(TagOrigin origin) {
        this.origin = origin;
    }

    /** Some of these rows, in an order of their own. */
    TagRows take(IntStream some) {
        TagRows taken = new TagRows(origin);
        some.forEach(row -> taken.add(tags.get(row), digests.get(row), moved.get(row)));
        taken.tags.trim();
        taken.digests.trimToSize();
        taken.moved.trim();
        return taken;
    }

    void add(Tag tag, Digest digest, Instant time) {
        add(tag.value(), digest, PushTime.micros(time));
    }

    private void add(String tag, Digest digest, long time) {
        tags.add(tag);
        digests.add(digest);
        moved.add(time);
    }

    String name(int row) {
        return tags.get(row);
    }

    int size() {
        return tags.size();
    }

    List<ScannedTag> all() {
        return IntStream.range(0, size()).mapToObj(this::get).toList();
    }

    ScannedTag get(int row) {
        return new ScannedTag(
                new Tag(tags.get(row)),
                digests.get(row),
                Instant.EPOCH.plus(moved.get(row), ChronoUnit.MICROS),
                origin);
    }

    /** Finds one where they are sorted. */
    Optional<ScannedTag> find(Tag tag) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (tags.get(middle).compareTo(tag.value()) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < size() && tags.get(from).equals(tag.value()) ? Optional.of(get(from)) : Optional.empty();
    }
}
