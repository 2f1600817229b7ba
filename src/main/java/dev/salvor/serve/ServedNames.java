// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.RepositoryName;
import dev.salvor.select.DistinctNames;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetName;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Under which names the repositories of a source are served. Where rules rename them, the way back is known by a listing of all names,
 * which is repeated after a while if somebody asks for one that it lacks, since a source may get new ones.
 */
final class ServedNames {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ImageSource source;
    private final Selection selection;
    private final TargetNames names;
    private final InstantSource clock;
    private volatile Listing listing = new Listing(new TreeMap<>(), Instant.EPOCH);

    /** @param sources by the names under which they are served */
    private record Listing(TreeMap<String, RepositoryName> sources, Instant at) {}

    ServedNames(ImageSource source, Selection selection, TargetNames names, InstantSource clock) {
        this.source = source;
        this.selection = selection;
        this.names = names;
        this.clock = clock;
    }

    /** The repository that is served under a name; without rules every name is taken for one. */
    Optional<RepositoryName> source(RepositoryName served) {
        if (names.equals(TargetNames.unchanged())) {
            return Optional.of(served).filter(selection::mayConcern);
        }
        RepositoryName known = listing.sources().get(served.value());
        return Optional.ofNullable(known == null ? fresh().sources().get(served.value()) : known);
    }

    /** All names under which something is served, sorted. */
    List<String> all() {
        return new ArrayList<>(fresh().sources().keySet());
    }

    private synchronized Listing fresh() {
        Instant now = clock.instant();
        if (listing.at().plus(FRESH).isBefore(now)) {
            listing = new Listing(read(), now);
        }
        return listing;
    }

    private TreeMap<String, RepositoryName> read() {
        DistinctNames distinct = DistinctNames.of(source, selection, names);
        ConcurrentLinkedQueue<Map.Entry<String, RepositoryName>> found = new ConcurrentLinkedQueue<>();
        source.tags().names(name -> {
            if (selection.mayConcern(name) && distinct.of(name) instanceof TargetName.Usable(RepositoryName served)) {
                found.add(Map.entry(served.value(), name));
            }
        });
        TreeMap<String, RepositoryName> sources = new TreeMap<>();
        found.forEach(each -> sources.put(each.getKey(), each.getValue()));
        return sources;
    }
}
