// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which images of the storage are meant. It remembers nothing, so that several scans can share it.
 *
 * @param includes an image must match one of them, if there are any
 * @param excludes and none of these
 * @param newest so many of each repository, by the age of their link; 0 for all
 * @param since only tags whose link was written then or later
 * @param only exactly these images
 * @param shard only images of its repositories
 */
public record Selection(
        List<ImageGlob> includes,
        List<ImageGlob> excludes,
        int newest,
        Optional<Instant> since,
        Optional<ImageList> only,
        Shard shard) {
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        if (newest < 0) {
            throw new IllegalArgumentException("newest is " + newest);
        }
    }

    /** Of all repositories. */
    public Selection(
            List<ImageGlob> includes,
            List<ImageGlob> excludes,
            int newest,
            Optional<Instant> since,
            Optional<ImageList> only) {
        this(includes, excludes, newest, since, only, Shard.whole());
    }

    public static Selection all() {
        return new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.empty());
    }

    /** The same, of one shard. */
    public Selection within(Shard part) {
        return new Selection(includes, excludes, newest, since, only, part);
    }

    /** Whether the age of links decides. */
    boolean goesByTime() {
        return newest > 0 || since.isPresent();
    }

    public List<ScannedTag> tags(ScannedRepository repository) {
        List<ScannedTag> matching = repository.tags().stream()
                .filter(tag -> since.isEmpty() || !tag.modified().isBefore(since.get()))
                .filter(tag -> isMeant(new ImageName(repository.name(), tag.tag())))
                .toList();
        if (newest == 0 || matching.size() <= newest) {
            return matching;
        }
        return matching.stream()
                .sorted(Comparator.comparing(ScannedTag::modified).reversed().thenComparing(ScannedTag::tag))
                .limit(newest)
                .sorted(Comparator.comparing(ScannedTag::tag))
                .toList();
    }

    /** Tags whose link cannot be used have no age: neither {@code newest} nor {@code since} leaves them out. */
    public List<BrokenTag> broken(ScannedRepository repository) {
        return repository.broken().stream()
                .filter(tag -> isMeant(new ImageName(repository.name(), tag.tag())))
                .toList();
    }

    /** Whether a repository without any tag could have been meant; nobody can tell from an exact list. */
    public boolean mayMean(RepositoryName repository) {
        return only.isEmpty() && (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.mayMatch(repository)));
    }

    /** The images of its shard that are asked for by exact name. */
    Stream<ImageName> wanted() {
        return only.stream().flatMap(ImageList::names).filter(name -> shard.owns(name.repository()));
    }

    /** Those of the images asked for by exact name that are in this repository, left out by another option or not. */
    Stream<ImageName> wantedOf(ScannedRepository repository) {
        return only.stream().flatMap(list -> names(repository).filter(list::contains));
    }

    /** Whether a tag of this repository is meant, whatever its age, and whichever shard owns it. */
    boolean means(ScannedRepository repository) {
        return names(repository).anyMatch(this::isMeant);
    }

    Stream<ImageGlob> globs() {
        return Stream.concat(includes.stream(), excludes.stream());
    }

    /** Whether a glob says anything of this repository, whatever else decides. */
    static boolean concerns(ImageGlob glob, ScannedRepository repository) {
        return glob.matchesAny(repository.name(), names(repository));
    }

    private static Stream<ImageName> names(ScannedRepository repository) {
        return Stream.concat(
                        repository.tags().stream().map(ScannedTag::tag),
                        repository.broken().stream().map(BrokenTag::tag))
                .map(tag -> new ImageName(repository.name(), tag));
    }

    private boolean isMeant(ImageName name) {
        return (only.isEmpty() || only.get().contains(name))
                && (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(name)))
                && excludes.stream().noneMatch(glob -> glob.matches(name));
    }
}
