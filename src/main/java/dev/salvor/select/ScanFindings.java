// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StorageKind;
import dev.salvor.source.Unnamed;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a scan says besides the images.
 *
 * @param repositories in the storage
 * @param tags in the storage, broken ones too
 * @param share what of it this run is about
 * @param untagged repositories that have revisions but no tag, as far as they may have been meant; sorted
 * @param problems met while scanning, sorted by path
 * @param notFound images that were asked for by name and are not in the storage
 * @param leftOut how many images were asked for by name, are in the storage, and another option leaves out
 * @param caveats what to bear in mind with all of this
 */
public record ScanFindings(
        long repositories,
        long tags,
        Share share,
        List<RepositoryName> untagged,
        List<SourceProblem> problems,
        List<ImageName> notFound,
        long leftOut,
        Caveats caveats) {
    public ScanFindings {
        untagged = List.copyOf(untagged);
        problems = List.copyOf(problems);
        notFound = List.copyOf(notFound);
    }

    /** Of a storage like most. */
    public ScanFindings(
            long repositories,
            long tags,
            Share share,
            List<RepositoryName> untagged,
            List<SourceProblem> problems,
            List<ImageName> notFound) {
        this(repositories, tags, share, untagged, problems, notFound, 0, Caveats.none());
    }

    /** Of a run that is about the whole storage. */
    public ScanFindings(
            long repositories,
            long tags,
            List<RepositoryName> untagged,
            List<SourceProblem> problems,
            List<ImageName> notFound) {
        this(repositories, tags, new Share(Shard.whole(), repositories), untagged, problems, notFound);
    }

    /** The same with problems that were met later. */
    public ScanFindings with(Collection<SourceProblem> more) {
        List<SourceProblem> all = Stream.concat(problems.stream(), more.stream())
                .sorted(Comparator.comparing(SourceProblem::path))
                .toList();
        return new ScanFindings(repositories, tags, share, untagged, all, notFound, leftOut, caveats);
    }

    /** The same with more to say of how names were taken. */
    public ScanFindings noting(List<String> more) {
        return new ScanFindings(repositories, tags, share, untagged, problems, notFound, leftOut, caveats.noting(more));
    }

    /** Whether the files on disk do not say all that the registry has, so that success would be a lie. */
    public boolean lackTags() {
        return !untagged.isEmpty()
                || caveats.kind().keepsTagsElsewhere()
                || caveats.unnamed().values().stream().anyMatch(Unnamed::isDoubtful);
    }

    /** @param repositories that the shard owns */
    public record Share(Shard shard, long repositories) {}

    /**
     * What makes names and times of a storage less than they seem.
     *
     * @param copied present if the times of the links are looked at and seem to be those of a copy
     * @param idleGlobs that match nothing in the whole storage, in the order in which they were given
     * @param notes where names of a list were not taken as they were typed, and rules for names that match nothing, in words
     * @param unnamed what repositories have besides their tags, as far as that says something of these, or was left out on purpose
     */
    public record Caveats(
            StorageKind kind,
            Optional<CopiedTimes> copied,
            List<ImageGlob> idleGlobs,
            List<String> notes,
            Map<RepositoryName, Unnamed> unnamed) {
        public Caveats {
            unnamed = Collections.unmodifiableSortedMap(new TreeMap<>(unnamed));
            idleGlobs = List.copyOf(idleGlobs);
            notes = List.copyOf(notes);
        }

        static Caveats none() {
            return new Caveats(new StorageKind.Plain(), Optional.empty(), List.of(), List.of(), Map.of());
        }

        private Caveats noting(List<String> more) {
            return new Caveats(
                    kind,
                    copied,
                    idleGlobs,
                    Stream.concat(notes.stream(), more.stream()).toList(),
                    unnamed);
        }

        /** One line for each glob and each rule that may be mistyped, and for names that were taken otherwise than they were typed. */
        public Stream<String> mistyped() {
            return Stream.concat(
                    idleGlobs.stream().map(glob -> "the glob '" + glob + "' matches no image of the storage"),
                    notes.stream());
        }
    }
}
